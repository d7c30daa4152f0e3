"""Who hears of what, and how a receiver can trust it."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifier.domain import notices_for, pause_before, signature, step_of, wants
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
    assert first.notice_id == again.notice_id != after.notice_id


def test_another_plan_and_a_subscriber_without_webhook_hear_nothing() -> None:
    catalogue = Catalogue.from_manifests([*CITY, subscriber(webhook=None)])
    assert not list(notices_for(event(), 1, catalogue))
    assert not list(notices_for(event(plan="other"), 1, Catalogue.from_manifests([*CITY, subscriber()])))


def test_a_receiver_can_compute_the_signature() -> None:
    assert signature(b"key", b"body", 42) == f"t=42,v1={hmac.new(b'key', b'42.body', hashlib.sha256).hexdigest()}"


def test_steps_are_raised_updated_resolved() -> None:
    assert [step_of(event(), is_first=True), step_of(event(), is_first=False), step_of(event(state=2), is_first=False)] == [
        "raised",
        "updated",
        "resolved",
    ]


@given(st.integers(1, 40), st.floats(0, 1))
def test_pauses_grow_to_a_bound_and_honour_the_receiver(attempt: int, jitter: float) -> None:
    assert 0.5 <= pause_before(attempt, jitter=jitter) <= 900
    assert pause_before(attempt, jitter=jitter, retry_after=2000.0) == 2000.0


def test_defaults_of_a_subscriber_are_everything() -> None:
    spec = SubscriberSpec.model_validate({"names": {"zh": "名", "en": "n"}})
    assert wants(spec, event(severity=1), Catalogue.from_manifests(CITY))
