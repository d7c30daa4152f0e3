"""Reductions: which readings become one value of a longer period, and how. Hours become a day, quarters of an hour a day, days a month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from shared.judgement.derivations import FORMULAS
from shared.judgement.derivations.formula import Matrix, Reduce, Vector
from shared.model.manifests import IndicatorSpec
from shared.model.period import PeriodLength


class Into(NamedTuple):
    """What readings of an entity become."""

    indicator: str
    length: PeriodLength
    """Day or month."""
    formula: str
    """Id of the formula; empty: the mean of what is there."""
    parameters: tuple[tuple[str, float], ...] = ()

    def values(self, readings: Matrix) -> Vector:
        """Return one value a row; NaN where there is none."""
        return self._reduce(readings, dict(self.parameters))

    @property
    def estimates(self) -> bool:
        """Whether a value of fewer readings than there should be is an estimate."""
        return bool(self.formula) and FORMULAS[self.formula].estimates

    @property
    def _reduce(self) -> Reduce:
        found = FORMULAS[self.formula].reduce if self.formula else None
        return found or mean_of_any


def reductions_of(indicators: Mapping[str, IndicatorSpec]) -> dict[tuple[str, PeriodLength], tuple[Into, ...]]:
    """Return what readings become, by their indicator and period length."""
    found: dict[tuple[str, PeriodLength], list[Into]] = defaultdict(list)
    for name in sorted(indicators):
        for source, length, into in (*_derived(name, indicators), *_averaged(name, indicators[name])):
            found[source, length].append(into)
    return {key: tuple(ones) for key, ones in found.items()}


def mean_of_any(readings: Matrix, _: Mapping[str, float]) -> Vector:
    """Return the mean of the readings of each row that has any."""
    count = np.count_nonzero(~np.isnan(readings), axis=1)
    return np.where(count > 0, np.nansum(readings, axis=1) / np.maximum(count, 1), np.nan)


def _derived(name: str, indicators: Mapping[str, IndicatorSpec]) -> Iterator[tuple[str, PeriodLength, Into]]:
    derivation = indicators[name].derivation
    formula = FORMULAS.get(derivation.formula) if derivation is not None else None
    if derivation is None or formula is None or formula.reduce is None:
        return
    into = Into(name, indicators[name].stored_length, formula.id, tuple(sorted({**formula.parameters, **derivation.parameters}.items())))
    for source in derivation.inputs or formula.inputs:
        if source in indicators and indicators[source].stored_length > into.length is PeriodLength.DAY:
            yield source, indicators[source].stored_length, into


def _averaged(name: str, spec: IndicatorSpec) -> Iterator[tuple[str, PeriodLength, Into]]:
    """Yield how samples of days become a month, where an indicator about entities is kept by the month and takes days as well."""
    is_sample = spec.entity_type is not None and spec.kind == "rate" and spec.accumulation == "single"
    if is_sample and spec.stored_length is PeriodLength.MONTH and PeriodLength.DAY in spec.lengths:
        yield name, PeriodLength.DAY, Into(name, PeriodLength.MONTH, "")
