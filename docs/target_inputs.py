"""The rows of the page that says what has to be reported for each target."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from shared.judgement.derivations import FORMULAS
from shared.model.catalogue import Catalogue
from shared.model.manifests import IndicatorSpec, TargetSpec
from shared.plans.checking import check_folder

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
    inputs = derivation.inputs or FORMULAS[derivation.formula].inputs
    return tuple(sorted({one for name in inputs for one in made_of(name, catalogue)}))


def _made_of(target: TargetSpec, spec: IndicatorSpec, catalogue: Catalogue) -> str:
    beside = f"; against `{target.reference}`" if target.reference else ""
    if spec.derivation is not None:
        return "derived from " + ", ".join(f"`{name}`" for name in made_of(target.indicator, catalogue)) + beside
    if spec.kind == "register":
        return "items of the list, each by itself"
    where = "sum of the areas below" if spec.roll_up.rule == "sum" else "of the area itself"
    return f"reported, {where}{beside}"
