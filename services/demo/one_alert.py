"""The life of one alert: raised, delivered, escalated because nobody answers, acknowledged, resolved; and its history."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

from services.demo.receiver import Receiver
from services.local.platform import Platform
from shared.client import Connection, Reporter
from shared.model.errors import Unavailable
from shared.model.manifests import Manifest, Plan, Subscriber
from xiheng.alerts.v1 import alert_service_pb2 as messages
from xiheng.alerts.v1 import alert_service_pb2_grpc as rpc
from xiheng.shared.v1.observation_pb2 import Observation

RULE: Final = "debt.overdue"
AREA: Final = "320206"
_INDICATOR, _PERIOD, _AMOUNT = "debt.overdue", "2026-06", 1.2
_ESCALATED_AFTER_MINUTES = 0.02
"""A second, where a bureau would give half an hour."""
_CHAIN, _ROTA, _DESK, _PERSONS = "demo-duty", "demo-duty", "demo-desk", ("demo-li", "demo-wang")
_STEP_SECONDS = 30.0
_LOOK_SECONDS = 0.05

T = TypeVar("T")


def with_duty(manifests: Sequence[Manifest], webhook: Mapping[str, str]) -> list[Manifest]:
    """Return the manifests with a desk that hears of the alert, a chain that begins when it does not answer, and two persons on call.

    Args:
        manifests: With the plan.
        webhook: Where all of them are told.
    """
    stage = {"afterMinutes": _ESCALATED_AFTER_MINUTES, "rota": _ROTA}
    duty = {
        "escalation": {_CHAIN: {"stages": [stage], "note": "Half an hour in earnest."}},
        "rotas": {_ROTA: {"persons": list(_PERSONS), "start": "2026-01-05"}},
    }
    desk = _subscriber(_DESK, ("演示专班", "Desk of the demo"), webhook, rules=[RULE], areas=[AREA], escalation=_CHAIN)
    names = (("演示值班 李", "Li, on call in the demo"), ("演示值班 王", "Wang, on call in the demo"))
    persons = [_subscriber(one, name, webhook, onlyWhenNamed=True) for one, name in zip(_PERSONS, names, strict=True)]
    return [*(_extended(one, duty) if isinstance(one, Plan) else one for one in manifests), desk, *persons]


def life_of_an_alert(platform: Platform, receiver: Receiver, say: Callable[[str], None]) -> str:
    """Let an alert live from its raising to its end, and return its id.

    Raises:
        Unavailable: If a step does not come in time.
    """
    say("One alert from its raising to its end …")
    reporter, notifier = platform.connection("risk", f"district-{AREA}"), platform.connection("notifier")
    _report(reporter, _AMOUNT, revision=1)
    _told(receiver, "raised")
    _told(receiver, "escalated")
    alert = _until(lambda: _open_alert(notifier), "the alert is not listed")
    request = messages.AcknowledgeAlertRequest(id=alert, comment="演示：已联系债务人核实 demo: the debtor is asked")
    _ask(notifier, "AcknowledgeAlert", request)
    _report(reporter, 0.0, revision=2)
    _told(receiver, "resolved")
    return alert


def ledger_of(platform: Platform, alert: str) -> list[messages.LedgerLine]:
    """Return the ledger of an alert, oldest line first."""
    return list(_ask(platform.connection("notifier"), "GetAlert", messages.GetAlertRequest(id=alert)).ledger)


def _extended(plan: Plan, duty: Mapping[str, Any]) -> Plan:
    document = plan.model_dump(mode="json", by_alias=True)
    alerting = document["spec"]["alerting"]
    for name, more in duty.items():
        alerting[name] = {**alerting[name], **more}
    return Plan.model_validate(document)


def _subscriber(name: str, names: tuple[str, str], webhook: Mapping[str, str], **spec: object) -> Subscriber:
    said = {"names": {"zh": names[0], "en": names[1]}, "webhook": webhook, **spec}
    return Subscriber.model_validate({"metadata": {"name": name, "namespace": "wuxi-2026"}, "spec": said})


def _report(connection: Connection, amount: float, *, revision: int) -> None:
    row = Observation(indicator=_INDICATOR, area=AREA, period=_PERIOD, value=amount, revision=revision)
    with Reporter("risk", connection) as reporter:
        for answered in reporter.report([[row]]):
            if answered.rejections:
                raise Unavailable(f"risk refused {_INDICATOR} of {AREA}: {answered.rejections[0].message}")


def _told(receiver: Receiver, step: str) -> None:
    def arrived() -> bool:
        return any(one["step"] == step and (one["alert"]["rule"], one["alert"]["area"]) == (RULE, AREA) for one in receiver.notices())

    _until(arrived, f"nobody was told that {RULE} in {AREA} is {step}")


def _open_alert(connection: Connection) -> str:
    found = _ask(connection, "ListAlerts", messages.ListAlertsRequest(rule=RULE, area=AREA)).alerts
    return found[0].event.id if found else ""


def _ask(connection: Connection, method: str, request: object) -> Any:  # noqa: ANN401 - the answer of the method
    with connection.open() as channel:
        return getattr(rpc.AlertServiceStub(channel), method)(request, metadata=connection.metadata, timeout=_STEP_SECONDS)


def _until(ask: Callable[[], T], reason: str) -> T:
    end = time.monotonic() + _STEP_SECONDS
    while not (found := ask()):
        if time.monotonic() > end:
            raise Unavailable(f"{reason} after {_STEP_SECONDS:.0f} s")
        time.sleep(_LOOK_SECONDS)
    return found
