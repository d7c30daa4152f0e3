"""Events that no data made: the one that a test notice tells of, and a sample to see templates with. Pure."""

from __future__ import annotations

from services.notifier.facts import month_of
from shared.judgement.wording import TEST_FORMULA
from shared.model.status import AlertState, Severity
from xiheng.events.v1.verdict_pb2 import AlertEvent, Facts, InputReference

TEST_STEP = "test"


def trial_event(plan: str, area: str, now_ms: int) -> AlertEvent:
    """Return an alert that is over already: receivers that keep alerts keep nothing of it."""
    return AlertEvent(
        id=f"test-{now_ms:x}",
        plan=plan,
        rule="notice.test",
        area=area,
        severity=Severity.BLUE.value,  # type: ignore[arg-type]  # numbers of the enum
        state=AlertState.RESOLVED.value,  # type: ignore[arg-type]  # numbers of the enum
        facts=Facts(formula=TEST_FORMULA),
        title_zh="测试通知",
        title_en="Test notice",
        known_time_ms=now_ms,
        period=month_of(now_ms),
        raised_period=month_of(now_ms),
    )


def sample_event(plan: str, area: str, now_ms: int) -> AlertEvent:
    """Return an alert as a rule about debt raises it, with values that are made up."""
    month = month_of(now_ms)
    texts = {"severity": "orange", "state": "raised", "rule": "debt.ratio-band", "line_of": "debt.ratio.official", "operator": ">="}
    names = {"name_zh:debt.ratio.official": "政府债务率", "name_en:debt.ratio.official": "Government debt ratio"}
    return AlertEvent(
        id="5a3e1f0c9d7b2468",
        plan=plan,
        rule="debt.ratio-band",
        area=area,
        severity=Severity.ORANGE.value,  # type: ignore[arg-type]  # numbers of the enum
        state=AlertState.RAISED.value,  # type: ignore[arg-type]  # numbers of the enum
        facts=Facts(
            formula="rule/1",
            texts={**texts, **names, "unit:debt.ratio.official": "%", "period": month},
            numbers={"debt.ratio.official": 214.0, "line": 200.0},
        ),
        inputs=[InputReference(indicator="debt.ratio.official", area=area, period=month, value=214.0)],
        title_zh="政府债务率档位",
        title_en="Band of the debt ratio",
        owner="财政局",
        runbook="docs/runbooks/debt.ratio-band.md",
        known_time_ms=now_ms,
        period=month,
        raised_period=month,
    )
