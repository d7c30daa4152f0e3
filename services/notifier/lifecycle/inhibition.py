"""Inhibition: which alert makes which other one needless. Pure."""

from __future__ import annotations

from shared.model.manifests.alerting import Inhibition
from shared.model.matchers import Subject, all_match


def inhibits(inhibition: Inhibition, source: Subject, target: Subject) -> bool:
    """Tell whether one alert makes another needless, both of one plan.

    Never both each other, for somebody is to hear of one of them; and never a more severe one, which says more than the other.
    """
    return _holds(inhibition, source, target) and not _holds(inhibition, target, source)


def _holds(inhibition: Inhibition, source: Subject, target: Subject) -> bool:
    return (
        source.plan == target.plan
        and source.severity >= target.severity
        and (not inhibition.above or source.areas[0] in target.areas[1:])
        and (not inhibition.worse or source.severity > target.severity)
        and all(_own(source, name) == _own(target, name) for name in inhibition.equal)
        and all_match(inhibition.source, source)
        and all_match(inhibition.target, target)
    )


def _own(subject: Subject, name: str) -> object:
    return subject.areas[0] if name == "area" else subject.values(name)
