"""The rows of the page that says what has to be reported for each target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from shared.judgement.derivations import FORMULAS
from shared.model.catalogue import Catalogue
from shared.model.manifests import Derivation, IndicatorSpec, TargetSpec
from shared.plans.checking import check_folder

PUBLISHED: Mapping[str, str] = {
    "gdp.growth": "at comparable prices, as the statistical office publishes it (地区生产总值统一核算): never divided out of levels",
    "retail.growth": "as published: scopes change between years, so that levels of two years do not compare",
    "trade.growth": "as customs publish it, in yuan",
    "investment.fixed.growth": "as published: levels are restated and do not compare",
    "investment.private.growth": "as published, likewise",
    "services.producer.revenue.growth": "as published: like for like, over a roster that changes every year",
    "ai.core.growth": "as published, likewise",
    "collective-income.growth": "as published",
}
"""Growth rates: why they are not worked out of levels."""

COUNTED: Mapping[str, str] = {
    "bonds.special.spent": "spent over issued, in the ledger of the finance bureau",
    "drinking-water.compliance": "samples within limits over all, by water source; the sources report together",
    "finance.illegal": "cases handled over found; the case files stay with their office",
    "hotline.12356": "calls answered over calls",
    "land.contaminated.safe-use": "plots used safely over all in the register of the environmental authority",
    "message-board.business": "requests solved over received, as the platform counts them",
    "message-board.public": "messages answered in time over received, likewise",
    "one-platform.services": "services that the platform handles, as it counts them",
    "rnd.institution.share": "firms with a research institution over all above scale, once a survey has counted them",
    "safety.two-lists.closed": "hazards closed in time over due, in the two lists",
    "waste.illegal-dumping": "cases handled over found; the case files stay with their office",
}
"""Shares and counts of one office: what it counts."""

BESIDE: Mapping[str, str] = {
    "arrears.repaid": "`arrears.outstanding`: what was repaid since January",
    "fiscal.revenue.land": "`fiscal.revenue.fund`, whose larger part it is (`quality.part.land-revenue`)",
    "flood.water-depth": "a rule on single points; no target counts centimetres",
    "gdp.value": "`income.per-capita.growth`: its growth is the nominal basis",
    "hotline.requests": "the rates of the hotline, none of which divides by it",
    "housing.trade-in.registered": "`housing.trade-in` (`quality.part.trade-in`)",
    "project.planned-start": "`projects.rate.started`: read by its other convention, `projects.rate.started-of-planned`",
}
"""Components that no formula reads: what they are shown beside."""

_PLAN = Path(__file__).parents[1] / "plans" / "wuxi-2026"


def target_rows() -> Iterator[str]:
    """Yield a row of the table for each target of the first plan, in order of name."""
    catalogue = Catalogue.from_manifests(check_folder(_PLAN).manifests)
    for (_, name), target in sorted(catalogue.targets.items()):
        spec = catalogue.indicators[target.spec.indicator]
        yield f"| `{name}` | {target.spec.names.zh} | {spec.service} | {_made_of(target.spec, spec, catalogue)} |\n"


def made_of(indicator: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the reported indicators that an indicator is derived from, in order of name; itself where it is reported.

    Raises:
        KeyError: If one of them is not defined.
    """
    derivation = catalogue.indicators[indicator].derivation
    if derivation is None:
        return (indicator,)
    return tuple(sorted({one for name in inputs_of(derivation) for one in made_of(name, catalogue)}))


def inputs_of(derivation: Derivation) -> tuple[str, ...]:
    """Return the indicators that a derivation reads."""
    return derivation.inputs or FORMULAS[derivation.formula].inputs


def reason(indicator: str, catalogue: Catalogue) -> str:
    """Return why an indicator is only reported and not derived; empty: nothing says so."""
    spec = catalogue.indicators[indicator]
    if spec.kind == "register":
        return "each item is its own report"
    if spec.roll_up.rule == "sum":
        return "an amount or a count that each area reports whole; the city's is their sum"
    return PUBLISHED.get(indicator) or COUNTED.get(indicator, "")


def beside_rows() -> Iterator[str]:
    """Yield a row of the table for each component that is shown beside others."""
    for name, what in sorted(BESIDE.items()):
        yield f"| `{name}` | {what} |\n"


def _made_of(target: TargetSpec, spec: IndicatorSpec, catalogue: Catalogue) -> str:
    beside = f"; against `{target.reference}`" if target.reference else ""
    if spec.derivation is not None:
        return "derived from " + ", ".join(f"`{name}`" for name in made_of(target.indicator, catalogue)) + beside
    if spec.kind == "register":
        return "items of the list, each by itself"
    if spec.roll_up.rule == "sum":
        return f"reported, sum of the areas below{beside}"
    return f"reported, of the area itself{beside}: {reason(target.indicator, catalogue)}"
