"""What the demo's data tell, judged by the pure core as of 2026-07-20."""

from __future__ import annotations

from collections import Counter

from services.demo.data.replay import demo_data, demo_ticks
from shared.judgement.assess_all import Assessment, assess_all
from shared.model.catalogue import Catalogue
from shared.model.status import TargetStatus
from tests.unit.demo.taking_in import events, with_entities


def _statuses(judged: Assessment) -> dict[str, TargetStatus]:
    return {one.target: one.status for one in judged.statuses}


def test_every_target_has_one_status_and_a_value_unless_it_is_a_yearly_one(judged: Assessment, catalogue: Catalogue) -> None:
    assert sorted(_statuses(judged)) == sorted(name for _, name in catalogue.targets)
    assert len(judged.statuses) == 142
    without = {one.status for one in judged.statuses if one.value is None}
    assert without == {TargetStatus.TOO_EARLY}


def test_the_mix_is_mostly_good_with_some_of_every_kind(judged: Assessment) -> None:
    mix = Counter(_statuses(judged).values())
    assert mix[TargetStatus.ON_TRACK] + mix[TargetStatus.AHEAD] + mix[TargetStatus.ACHIEVED] > 90
    assert 10 <= mix[TargetStatus.AT_RISK] <= 20
    assert 3 <= mix[TargetStatus.OFF_TRACK] <= 8
    assert mix[TargetStatus.BREACHED] == 1
    assert 3 <= mix[TargetStatus.OVERDUE] <= 8
    assert not mix[TargetStatus.UNASSESSABLE], "limits that the province sets are synthetic ones"
    assert all(mix[status] for status in TargetStatus if status is not TargetStatus.UNASSESSABLE)


def test_every_target_that_can_be_derived_is(judged: Assessment, catalogue: Catalogue) -> None:
    derived = {spec.spec.indicator for spec in catalogue.targets.values() if catalogue.indicators[spec.spec.indicator].derivation}
    valued = {one.target for one in judged.statuses if one.value is not None}
    assert len(derived) == 47
    assert derived - {catalogue.targets["wuxi-2026", name].spec.indicator for name in valued} <= {"senior-school.places"}


def test_the_breach_is_the_hidden_debt(judged: Assessment) -> None:
    assert _statuses(judged)["debt.hidden.new"] is TargetStatus.BREACHED


def test_another_seed_tells_the_same_story(judged: Assessment) -> None:
    manifests = with_entities(7)
    catalogue = Catalogue.from_manifests(manifests)
    rows = demo_data(catalogue, seed=7, scale=0)
    again = assess_all(manifests, events(rows, catalogue), now_ms=demo_ticks()[-1])
    assert _statuses(again) == _statuses(judged)
    assert _alerts(again) == _alerts(judged)
    # Which month was the best of a year hangs on the seed, so whether a status has worsened does too.
    assert _about_targets(again, "target.report-overdue") == _about_targets(judged, "target.report-overdue")
    assert _about_targets(again, "target.chance-low") == _about_targets(judged, "target.chance-low")


def _alerts(judged: Assessment) -> set[tuple[str, str, str, str]]:
    found = (one for one in judged.alerts if not one.rule.startswith("target."))
    return {(one.rule, one.area, one.episode.severity.word, one.episode.state.word) for one in found}


def _about_targets(judged: Assessment, rule: str) -> dict[str, str]:
    """Severity by target."""
    return {one.entity: one.episode.severity.word for one in judged.alerts if one.rule == rule}


def test_the_alerts_wanted_are_raised(judged: Assessment) -> None:
    assert _alerts(judged) == {
        ("algae.bloom", "320200", "blue", "raised"),
        ("algae.bloom", "320200", "blue", "resolved"),
        ("debt.hidden-increase", "320200", "red", "raised"),
        ("debt.hidden-increase", "320281", "red", "raised"),
        ("debt.interest-share", "320206", "orange", "raised"),
        ("debt.ratio-band", "320206", "orange", "raised"),
        ("debt.ratio-band", "320282", "yellow", "raised"),
        ("housing.destocking", "320205", "yellow", "resolved"),
        ("housing.destocking", "320206", "red", "raised"),
        ("housing.destocking", "320211", "yellow", "raised"),
        ("housing.price-falling", "320200", "orange", "resolved"),
        ("housing.red-lines", "320205", "red", "raised"),
        ("housing.red-lines", "320206", "orange", "raised"),
        ("housing.second-hand-falling", "320200", "orange", "resolved"),
        ("housing.second-hand-falling", "320200", "yellow", "resolved"),
        ("livelihood.without-help", "320213", "orange", "raised"),
        ("safety.flood-depth", "320206", "yellow", "resolved"),
        ("stress.fiscal-housing", "320206", "orange", "raised"),
        ("stress.fiscal-housing", "320211", "yellow", "raised"),
        ("water.section-class", "320206", "yellow", "resolved"),
    }


def test_alerts_about_targets_are_as_many_as_a_person_reads(judged: Assessment) -> None:
    assert _about_targets(judged, "target.report-overdue") == {
        "farmland.high-standard": "blue",
        "finance.illegal": "orange",
        "one-platform.services": "blue",
        "parks.zero-carbon": "blue",
        "sewage.standard-areas": "blue",
    }
    assert _about_targets(judged, "target.chance-low") == {
        "cpi.change": "yellow",
        "farmland.new": "yellow",
        "hotline.12345.satisfaction": "yellow",
    }
    worsened = _about_targets(judged, "target.worsened")
    assert worsened["debt.hidden.new"] == "red"
    assert 5 <= len(worsened) <= 12
    assert len(judged.alerts) <= 40


def test_the_price_alert_stands_on_the_published_index(judged: Assessment) -> None:
    alert = next(one for one in judged.alerts if one.rule == "housing.price-falling")
    assert alert.episode.raised_period.text == "2025-07"
    assert alert.episode.period.text == "2026-05"
