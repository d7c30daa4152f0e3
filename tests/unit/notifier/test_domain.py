"""Who hears of what."""

from __future__ import annotations

import pytest

from services.notifier.notice import Notice
from services.notifier.stages import notices_for as notices_of
from services.notifier.stages.hearing import wants
from shared.model.catalogue import Catalogue
from shared.model.manifests import Subscriber, SubscriberSpec
from tests.unit.judgement.builders import area, plan
from xiheng.events.v1.verdict_pb2 import AlertEvent, Origin

CITY = [plan(), area("320200", level="city"), area("320205", "320200"), area("320206", "320200")]


def subscriber(**spec: object) -> Subscriber:
    base = {"names": {"zh": "接收方", "en": "receiver"}, "webhook": {"url": "http://127.0.0.1:1/"}, **spec}
    return Subscriber.model_validate({"metadata": {"name": "one", "namespace": "wuxi-2026"}, "spec": base})


def event(**changes: object) -> AlertEvent:
    base = {
        "id": "a1",
        "plan": "wuxi-2026",
        "rule": "debt.ratio-band",
        "area": "320205",
        "severity": 3,
        "state": 1,
        "origin": Origin(offset=7),
    }
    return AlertEvent(**{**base, **changes})  # type: ignore[arg-type]


def notices_for(told: AlertEvent, cursor: int, catalogue: Catalogue, occasion: str = "") -> list[Notice]:
    return notices_of(told, cursor, catalogue, step="raised", now_ms=1000, occasion=occasion).notices


@pytest.mark.parametrize(
    ("spec", "heard"),
    [
        ({}, True),
        ({"areas": ["320200"]}, True),
        ({"areas": ["320206"]}, False),
        ({"rules": ["housing.destocking"]}, False),
        ({"families": ["debt"]}, True),
        ({"families": ["housing"]}, False),
        ({"minimumSeverity": "orange"}, True),
        ({"minimumSeverity": "red"}, False),
    ],
)
def test_subscribers_hear_what_they_asked_for(spec: dict[str, object], heard: bool) -> None:
    one = subscriber(**spec)
    assert wants(one.spec, event(), Catalogue.from_manifests(CITY)) is heard


def test_a_notice_has_the_same_id_when_its_event_comes_again_and_another_for_the_next_event() -> None:
    catalogue = Catalogue.from_manifests([*CITY, subscriber()])
    (first,), (again,) = notices_for(event(), 1, catalogue), notices_for(event(), 9, catalogue)
    (after,) = notices_for(event(origin=Origin(offset=8)), 2, catalogue)
    (escalated,) = notices_for(event(), 1, catalogue, "stage 1")
    assert first.notice_id == again.notice_id
    assert len({one.notice_id for one in (first, after, escalated)}) == 3


def test_another_plan_and_a_subscriber_without_channels_hear_nothing() -> None:
    catalogue = Catalogue.from_manifests([*CITY, subscriber(webhook=None)])
    assert notices_for(event(), 1, catalogue) == []
    assert notices_for(event(plan="other"), 1, Catalogue.from_manifests([*CITY, subscriber()])) == []


def test_defaults_of_a_subscriber_are_everything() -> None:
    spec = SubscriberSpec.model_validate({"names": {"zh": "名", "en": "n"}})
    assert wants(spec, event(severity=1), Catalogue.from_manifests(CITY))
