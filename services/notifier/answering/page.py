"""The page of a link: plain HTML of one file, in both languages, which works without JavaScript."""

from __future__ import annotations

import secrets
from typing import Any

import jinja2

from services.notifier.answering.answers_by_link import MOST_OF_A_NAME, Seen
from services.notifier.facts import alert_facts, local_time, zone_of
from services.notifier.letter import Language
from services.notifier.writing import TEMPLATES
from shared.model.catalogue import Catalogue

_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def alert_page(seen: Seen, catalogue: Catalogue, language: Language, *, said: str = "") -> str:
    """Return the page of an alert.

    Args:
        seen: What stands behind the link.
        catalogue: Names of areas, time zone of the plan.
        language: Of the page.
        said: What was wrong with what was filled in; empty: nothing.
    """
    event = seen.told.event
    zone = zone_of(event.plan, catalogue)
    steps = [{"step": one.step.value, "actor": one.actor, "note": one.note, "time": local_time(one.time_ms, zone)} for one in seen.steps]
    facts: dict[str, Any] = {
        "one": alert_facts(seen.told, catalogue),
        "phase": seen.standing.phase.value,
        "going_on": seen.standing.going_on,
        "acknowledged": seen.standing.acknowledged,
        "steps": steps,
        "form": secrets.token_hex(8),
        "most": MOST_OF_A_NAME,
        "said": said,
        "refused": "",
    }
    return _ENVIRONMENT.get_template("answer.html.j2").render(language=language, **facts)


def refusal_page(why: str, language: Language) -> str:
    """Return the page of a link that shows nothing: `expired` or `unknown`."""
    return _ENVIRONMENT.get_template("answer.html.j2").render(language=language, refused=why)
