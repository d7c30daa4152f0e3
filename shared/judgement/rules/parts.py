"""The expressions of a rule, compiled: whether it holds, whether it is reset, how severe it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from shared.judgement.rules.expression import Expression, Standing
from shared.model.errors import InvalidExpression, InvalidManifest
from shared.model.manifests import RiskRule
from shared.model.status import Severity


class Counting(Standing, Protocol):
    """What the expressions of a rule are evaluated at."""

    legs_holding: int
    """How many legs hold, which `legs()` answers."""


class Parts:
    """`when`, `reset`, bands and legs of a rule."""

    def __init__(self, rule: RiskRule, functions: frozenset[str]) -> None:
        """Compile a rule.

        Raises:
            InvalidManifest: If an expression does not compile (field, line, column), or no severity is given.
        """
        spec = rule.spec
        if spec.severity is None and not spec.bands:
            raise InvalidManifest("spec.severity: give a severity, or bands with a severity each")
        self.when = _compile("spec.when", spec.when, functions)
        self.reset = _compile("spec.reset", spec.reset, functions) if spec.reset else None
        self.bands = tuple((Severity[band.severity.upper()], _compile("spec.bands", band.when, functions)) for band in spec.bands)
        self.legs = {name: _compile(f"spec.of.{name}", text, functions) for name, text in sorted(spec.of.items())}
        self._fixed = Severity[spec.severity.upper()] if spec.severity else None
        self.indicators: frozenset[str] = frozenset().union(*(one.indicators for one in self.expressions()))
        """Indicators that the rule reads."""
        self.calls: frozenset[str] = frozenset().union(*(one.calls for one in self.expressions()))
        """Functions that it calls."""

    def expressions(self) -> Iterator[Expression]:
        """Yield every expression."""
        yield self.when
        if self.reset is not None:
            yield self.reset
        yield from (expression for _, expression in self.bands)
        yield from self.legs.values()

    def hold(self, standpoint: Counting) -> bool | None:
        """Tell whether `when` holds; None when not known. Leaves behind how many legs hold."""
        legs = [leg.holds(standpoint) for leg in self.legs.values()]
        unknown = sum(holds is None for holds in legs)
        # Missing data neither raise nor resolve: what an unknown leg could change is unknown.
        standpoint.legs_holding = sum(holds is True for holds in legs) + unknown
        at_most = self.when.holds(standpoint) if unknown else None
        standpoint.legs_holding -= unknown
        found = self.when.holds(standpoint)
        return None if unknown and found != at_most else found

    def resets(self, standpoint: Counting, *, holds: bool) -> bool | None:
        """Tell whether an episode ends here; None when not known."""
        return not holds if self.reset is None else self.reset.holds(standpoint)

    def severity(self, standpoint: Counting, known: Severity) -> Severity:
        """Return the severity; the one that was known where no band is known to hold."""
        if self._fixed is not None:
            return self._fixed
        return next((severity for severity, band in self.bands if band.holds(standpoint)), known)

    def standing(self, standpoint: Counting) -> list[str]:
        """Return the names of the legs that hold."""
        return [name for name, leg in self.legs.items() if leg.holds(standpoint)]


def _compile(field: str, text: str, functions: frozenset[str]) -> Expression:
    try:
        return Expression(text, functions)
    except InvalidExpression as error:
        raise InvalidManifest(f"{field}: {error}") from error
