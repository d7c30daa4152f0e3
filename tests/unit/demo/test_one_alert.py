"""The demo's desk and persons on call are a sound part of its plan."""

from __future__ import annotations

from pathlib import Path

from services.demo.one_alert import AREA, RULE, with_duty
from shared.model.catalogue import Catalogue
from shared.model.manifests import Plan, Subscriber
from shared.plans.alerting_checks import alerting_mistakes
from shared.plans.checking import check_folder
from shared.plans.subscriber_checks import subscriber_mistakes

PLAN = Path(__file__).parents[3] / "plans" / "wuxi-2026"


def test_the_desk_hears_of_the_alert_and_its_chain_and_rota_are_sound_beside_what_the_plan_says() -> None:
    before = check_folder(PLAN).manifests
    manifests = with_duty(before, {"url": "http://127.0.0.1:1/"})
    known = Catalogue.from_manifests(manifests)
    plans = [one for one in manifests if isinstance(one, Plan)]
    subscribers = [one for one in manifests if isinstance(one, Subscriber)]
    assert [mistake for one in plans for mistake in alerting_mistakes(one, known)] == []
    assert [mistake for one in subscribers for mistake in subscriber_mistakes(one, known)] == []
    assert plans[0].spec.alerting.inhibition == next(one for one in before if isinstance(one, Plan)).spec.alerting.inhibition
    assert ("wuxi-2026", RULE) in known.rules
    assert AREA in known.areas
