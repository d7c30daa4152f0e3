"""Classes of surface water: GB 3838-2002, table 1, by its worst item (section 5.1), and grades of water bodies (环办〔2011〕22号, 2011).

Classes are positions in Ⅰ, Ⅱ, Ⅲ, Ⅳ, Ⅴ, 劣Ⅴ. 21 items of the table are assessed; water temperature, total nitrogen and coliforms are not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import fsum

CLASS_III, CLASS_V, INFERIOR = 2, 4, 5
"""Positions of Ⅲ, Ⅴ and 劣Ⅴ, which is worse than every class of the table."""

CLASSES = ("I", "II", "III", "IV", "V", "inferior-V")
"""Names of the classes by position."""

TARGET_CLASS = "III"
"""Class that water should meet where its definition says none."""

PH_ENDS = (6.0, 9.0)
"""pH within these ends meets every class; outside it meets none, which is taken as 劣Ⅴ (unverified)."""

OXYGEN_FLOORS = (7.5, 6.0, 5.0, 3.0, 2.0)
"""Least dissolved oxygen of classes Ⅰ to Ⅴ, mg/L; the other way to Ⅰ, 90 % saturation, needs a temperature that is not reported."""

CEILINGS: Mapping[str, tuple[float, float, float, float, float]] = {
    "codmn": (2.0, 4.0, 6.0, 10.0, 15.0),
    "cod": (15.0, 15.0, 20.0, 30.0, 40.0),
    "bod5": (3.0, 3.0, 4.0, 6.0, 10.0),
    "nh3n": (0.15, 0.5, 1.0, 1.5, 2.0),
    "tp": (0.02, 0.1, 0.2, 0.3, 0.4),
    "cu": (0.01, 1.0, 1.0, 1.0, 1.0),
    "zn": (0.05, 1.0, 1.0, 2.0, 2.0),
    "fluoride": (1.0, 1.0, 1.0, 1.5, 1.5),
    "se": (0.01, 0.01, 0.01, 0.02, 0.02),
    "as": (0.05, 0.05, 0.05, 0.1, 0.1),
    "hg": (0.00005, 0.00005, 0.0001, 0.001, 0.001),
    "cd": (0.001, 0.005, 0.005, 0.005, 0.01),
    "cr6": (0.01, 0.05, 0.05, 0.05, 0.1),
    "pb": (0.01, 0.01, 0.05, 0.05, 0.1),
    "cyanide": (0.005, 0.05, 0.2, 0.2, 0.2),
    "phenol": (0.002, 0.002, 0.005, 0.01, 0.1),
    "oil": (0.05, 0.05, 0.05, 0.5, 1.0),
    "las": (0.2, 0.2, 0.2, 0.3, 0.3),
    "sulfide": (0.05, 0.1, 0.2, 0.5, 1.0),
}
"""Highest concentrations of classes Ⅰ to Ⅴ in rivers, mg/L."""

STANDING_CEILINGS: Mapping[str, tuple[float, float, float, float, float]] = {
    **CEILINGS,
    "tp": (0.01, 0.025, 0.05, 0.1, 0.2),
    "tn": (0.2, 0.5, 1.0, 1.5, 2.0),
}
"""The same in lakes and reservoirs. Total nitrogen has a class there, which is reported apart and never decides."""

ITEMS = ("ph", "do", *CEILINGS)
"""The 21 items that are assessed."""

BASIC = ("ph", "do", "codmn", "nh3n", "tp")
"""Items without which a sample is given no class: those that every section is sampled for each month (unverified)."""

Sample = Mapping[str, float]
"""Concentrations by item, mg/L; pH in its own unit."""

_LAST_BIT = 1 + 1e-12
"""The mean of equal samples may differ from them by the last bit of a float; that is not above a limit."""


def item_class(item: str, value: float, *, standing: bool) -> int:
    """Return the best class whose limit the value meets; limits themselves are met.

    Args:
        item: One of `ITEMS`, or `tn` in standing water.
        value: Concentration, mg/L.
        standing: Whether the water is a lake or reservoir.

    Example: total phosphorus of 0.06 mg/L is Ⅱ in a river and Ⅳ in a lake.
    """
    if item == "ph":
        low, high = PH_ENDS
        return 0 if low / _LAST_BIT <= value <= high * _LAST_BIT else INFERIOR
    if item == "do":
        return sum(value * _LAST_BIT < floor for floor in OXYGEN_FLOORS)
    return sum(value > ceiling * _LAST_BIT for ceiling in _ceilings(standing)[item])


def sample_class(sample: Sample, *, standing: bool) -> int | None:
    """Return the class of the worst assessed item; None where a basic item is missing."""
    if not all(item in sample for item in BASIC):
        return None
    return max(item_class(item, sample[item], standing=standing) for item in ITEMS if item in sample)


def exceeded(sample: Sample, wanted: int, *, standing: bool) -> dict[str, float | None]:
    """Return the items that are worse than a class, with 超标倍数 = (value - limit) / limit, the greatest first.

    pH and dissolved oxygen have no multiple: None; they come first. Example: total phosphorus of 0.3 mg/L in a river that should be
    Ⅲ: (0.3 - 0.2) / 0.2 = 0.5.
    """
    worse = [item for item in ITEMS if item in sample and item_class(item, sample[item], standing=standing) > wanted]
    multiples = {item: _multiple(item, sample[item], wanted, standing=standing) for item in worse}
    return dict(sorted(multiples.items(), key=lambda one: (one[1] is not None, -(one[1] or 0.0), one[0])))


def mean_sample(samples: Sequence[Sample]) -> dict[str, float]:
    """Return the mean of each item over the samples that have it; the order of the samples does not matter."""
    found: dict[str, list[float]] = {}
    for sample in samples:
        for item, value in sample.items():
            found.setdefault(item, []).append(value)
    return {item: fsum(values) / len(values) for item, values in found.items()}


GRADES = ("excellent", "good", "light-pollution", "moderate-pollution", "heavy-pollution")
"""优, 良好, 轻度污染, 中度污染, 重度污染."""

FEW_SECTIONS = 5
"""A water body with fewer sections is graded by the class of its mean sample, not by shares."""


def class_grade(found: int) -> int:
    """Return the grade of one class: Ⅰ and Ⅱ excellent, then one grade a class; a position in `GRADES`."""
    return max(found - 1, 0)


def water_body_grade(samples: Sequence[Sample], *, standing: bool = False) -> int | None:
    """Return the grade of a water body from the samples of its sections; None where none has a class.

    Fewer than five sections: the class of the mean of each item. Five and more: by shares of classes, see `shares_grade`.
    """
    classes = [found for sample in samples if (found := sample_class(sample, standing=standing)) is not None]
    if len(classes) >= FEW_SECTIONS:
        return shares_grade(classes)
    mean = sample_class(mean_sample(samples), standing=standing)
    return None if mean is None else class_grade(mean)


def shares_grade(classes: Sequence[int]) -> int:
    """Return the grade of at least one section class by shares.

    Share of Ⅰ to Ⅲ from 90 % up excellent, from 75 % good; below, the share of 劣Ⅴ: under 20 % light, under 40 % moderate, else heavy
    pollution. Example: 20 sections, 14 at Ⅰ to Ⅲ and 4 at 劣Ⅴ: 70 % and 20 %, moderate.
    """
    counts = Counter("good" if one <= CLASS_III else "inferior" if one == INFERIOR else "" for one in classes)
    good, inferior = 100 * counts["good"], 100 * counts["inferior"]
    if good >= 75 * len(classes):
        return 0 if good >= 90 * len(classes) else 1
    return 2 + (inferior >= 20 * len(classes)) + (inferior >= 40 * len(classes))


def _ceilings(standing: bool) -> Mapping[str, tuple[float, ...]]:
    return STANDING_CEILINGS if standing else CEILINGS


def _multiple(item: str, value: float, wanted: int, *, standing: bool) -> float | None:
    if item in ("ph", "do"):
        return None
    limit = _ceilings(standing)[item][wanted]
    return (value - limit) / limit
