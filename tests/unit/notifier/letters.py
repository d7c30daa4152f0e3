"""Letters for tests, of every kind."""

from __future__ import annotations

from services.notifier.composing import Composer
from services.notifier.letter import Language, Letter
from services.notifier.notice import Notice
from services.notifier.parcel import Parcel
from services.notifier.writing import Writer
from shared.model.catalogue import Catalogue
from tests.unit.notifier.test_domain import CITY, event, subscriber
from xiheng.events.v1.verdict_pb2 import AlertEvent, Facts, InputReference

FACTS = Facts(
    formula="rule/1",
    texts={
        "period": "2026-06",
        "severity": "orange",
        "state": "raised",
        "rule": "debt.ratio-band",
        "name_zh:debt": "债务率",
        "name_en:debt": "debt ratio",
    },
    numbers={"debt": 205.0},
)
MONTHS = {"2026-04": 119.0, "2026-05": 150.0, "2026-06": 205.0}


class Row:
    """An event as the book has it."""

    def __init__(self, told: AlertEvent) -> None:
        self.event = told.SerializeToString()
        self.first_seen_ms = 1_784_000_000_000
        self.began_ms = 0
        self.trace = ""


def told(identity: str = "a1b2c3d4", **changes: object) -> AlertEvent:
    base: dict[str, object] = {
        "id": identity,
        "raised_period": "2026-05",
        "period": "2026-06",
        "facts": FACTS,
        "title_zh": "政府债务率档位",
        "title_en": "Band of the debt ratio",
        "owner": "财政局",
        "runbook": "docs/runbooks/debt.ratio-band.md",
        "known_time_ms": 1_784_000_600_000,
        "labels": {"chapter-1": "债务"},
        "inputs": [InputReference(indicator="debt", area="320205", period="2026-06", value=205.0)],
    }
    return event(**{**base, **changes})


def letter(
    *events: AlertEvent, channel: str = "webhook", language: Language = "zh", repeat: bool = False, writer: Writer | None = None
) -> Letter:
    """A letter about alerts."""
    listed = events or (told(),)
    notices = [Notice(f"n{number}", number, one.id, "wuxi-2026", "one", channel, "raised") for number, one in enumerate(listed)]
    return _composed(Parcel("n0", notices, [Row(one) for one in listed], repeat), language, writer)


def _composed(parcel: Parcel, language: Language, writer: Writer | None) -> Letter:
    one = subscriber(language=language)
    catalogue = Catalogue.from_manifests([*CITY, one])
    return Composer(lambda: catalogue, writer or Writer(), _history).compose(one.spec, parcel)


def _history(_: str) -> list[Row]:
    return [
        Row(told(inputs=[InputReference(indicator="debt", area="320205", period=period, value=value)])) for period, value in MONTHS.items()
    ]
