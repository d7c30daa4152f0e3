"""Synthetic ledgers of debtors, banks, storage stations and microgrids: entities whose sums, means or counts are targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from services.demo.data import paths
from services.demo.data.releases import reports
from services.demo.data.reported import Reported
from services.demo.data.shapes import weights
from shared.model.catalogue import Catalogue

_DEBTORS, _OWED_WAN = 48, (31_000.0, 26_500.0, 21_800.0)
"""Enterprises in arrears, and what all of them owe, 万元: last January, last December, this June."""
_BANKS, _LOANS, _NPL = 9, 3_100.0, 1.08
"""Small and middle-sized banks, their loans in 亿元, the usual share of bad loans in percent."""
_STORES, _POWER_MW = 24, (540.0, 710.0, 840.0)
"""Storage stations, and their power altogether: last January, last December, this June."""
_GRIDS, _RUNNING = 34, (14.0, 22.0, 29.0)
"""Microgrids, and how many of them run: last January, last December, this June."""
_PLANNED, _BUILDING, _RUNS = 0.0, 1.0, 2.0
_BUILDING_MONTHS = 6


def ledgers(catalogue: Catalogue, districts: Sequence[str], *, seed: int) -> Iterator[Reported]:
    """Yield the stocks of every debtor, bank and storage station, and the stage of every microgrid, by month or quarter."""
    codes, parts = weights(districts)
    yield from _parts_of(catalogue, "arrears.owed", "debtor", _DEBTORS, _OWED_WAN, codes, seed)
    yield from _parts_of(catalogue, "storage.power", "storage", _STORES, _POWER_MW, codes, seed)
    yield from _grids(catalogue, codes, seed)
    rng = paths.draws(seed, "banks")
    for number, share in enumerate(rng.dirichlet(np.full(_BANKS, 6.0)).tolist(), 1):
        area, bank = codes[int(rng.choice(len(codes), p=parts))], f"synthetic-bank-{number:02d}"
        loans = paths.line(share * _LOANS * 0.94, share * _LOANS, share * _LOANS * 1.04, wiggle=share * 4, rng=rng)
        usual = _NPL + float(rng.uniform(-0.2, 0.3))
        bad = paths.line(usual + 0.06, usual, usual - 0.03, wiggle=0.02, rng=rng)
        yield from reports(catalogue, "bank.loans", area, np.round(loans, 2), rng, entity=bank)
        yield from reports(catalogue, "bank.npl", area, np.round(bad, 2), rng, entity=bank)


def _parts_of(
    catalogue: Catalogue, indicator: str, kind: str, count: int, totals: tuple[float, float, float], codes: Sequence[str], seed: int
) -> Iterator[Reported]:
    """Yield the path of a total, shared out to entities that take turns with the districts."""
    rng = paths.draws(seed, indicator)
    path = np.round(paths.line(*totals, wiggle=totals[0] * 0.002, rng=rng), 1)
    shares = paths.shared(path, rng.dirichlet(np.full(count, 3.0)), 1)
    for number, values in enumerate(shares.T, 1):
        area = codes[number % len(codes)]
        yield from reports(catalogue, indicator, area, values, rng, entity=f"synthetic-{kind}-{number:02d}")


def _grids(catalogue: Catalogue, codes: Sequence[str], seed: int) -> Iterator[Reported]:
    """Yield the stages of microgrids: they begin to run one after the other, as the path says, half a year after they were begun."""
    rng = paths.draws(seed, "microgrid.state")
    running = np.floor(paths.line(*_RUNNING, wiggle=0.0, rng=rng))
    soon = np.append(running[_BUILDING_MONTHS:], np.full(_BUILDING_MONTHS, _GRIDS))
    for number in range(1, _GRIDS + 1):
        stages = np.where(running >= number, _RUNS, np.where(soon >= number, _BUILDING, _PLANNED))
        yield from reports(
            catalogue, "microgrid.state", codes[number % len(codes)], stages, rng, entity=f"synthetic-microgrid-{number:02d}"
        )
