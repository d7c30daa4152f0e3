"""The whole way, on real processes: from a district's file to a status, an alert, a delivered notice and its acknowledgement."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import grpc
import pytest
from typer.testing import CliRunner

from services.cli.__main__ import make_app
from services.demo.receiver import Receiver
from services.local.platform import Platform
from shared.client import Connection, Reporter
from shared.client.reporter import Refused
from shared.events.kafka_client import Producer
from shared.events.topics import AREA_EVENTS
from shared.model.manifests import RiskRule
from shared.model.status import AlertReason
from tests.e2e.asking import alerts, apply, eventually, report, retire, statuses
from xiheng.alerts.v1 import alert_service_pb2 as alerts_pb2
from xiheng.alerts.v1 import alert_service_pb2_grpc as alerts_rpc
from xiheng.shared.v1.observation_pb2 import Observation

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(120)]
HIDDEN_DEBT = Observation(indicator="debt.new-hidden", area="320282", period="2026-06", value=0.5)
HEADER = "indicator,area,entity,period,value,unit,revision,recorded_at,status\n"


def run(platform: Platform, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(make_app(), [*arguments, "--platform", str(platform.folder)])
    return result.exit_code, result.output


def test_a_file_becomes_a_status_and_its_bad_rows_come_back_with_reasons(platform: Platform, tmp_path: Path) -> None:
    file = tmp_path / "june.csv"
    file.write_text(
        HEADER + "jobs.urban-new,320200,,2026-06,7.2,wan_person,,,\njobs.urban-new,320200,,2026-06,many,,,,\n"
        "jobs.urban-new,999999,,2026-06,1,,,,\nno.such,320200,,2026-06,1,,,,\njobs.urban-new,320200,,2026-06,7.2,wan_person,,,\n",
        encoding="gb18030",
    )
    code, output = run(platform, "push", str(file))
    assert code == 1, output
    assert "2 accepted, 3 refused" in output
    with (tmp_path / "june.csv.rejects.csv").open(encoding="utf-8-sig") as rejects:
        assert [(row["line"], row["rejected_field"]) for row in csv.DictReader(rejects)] == [
            ("5", "indicator"),
            ("3", "value"),
            ("4", "area"),
        ]
    known = eventually(lambda: [one for one in statuses(platform.connection("scoreboard"), "jobs.urban-new") if one.value == 72_000])
    assert known[0].inputs[0].period == "2026-06"
    code, output = run(platform, "explain", "jobs.urban-new", "--area", "320200")
    assert code == 0, output
    assert "72 000" in output
    assert "next release" in output


def test_a_dry_run_stores_nothing(platform: Platform, tmp_path: Path) -> None:
    file = tmp_path / "dry.csv"
    file.write_text(HEADER + "elevators.added,320200,,2026-06,333,,,,\n", encoding="utf-8")
    code, output = run(platform, "push", str(file), "--dry-run")
    assert (code, "1 sound" in output) == (0, True), output
    assert all(one.value != 333 for one in statuses(platform.connection("scoreboard"), "elevators.added"))


def test_a_full_disk_for_the_rejects_is_said_clearly(platform: Platform, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(HEADER + "no.such,320200,,2026-06,1,,,,\n", encoding="utf-8")
    code, output = run(platform, "push", str(file), "--rejects", "/dev/full")
    assert (code, "No space left" in output) == (1, True), output


def test_many_rows_with_bad_ones_scattered_are_all_answered(platform: Platform, tmp_path: Path) -> None:
    file = tmp_path / "many.csv"
    lines = [
        f"meter.electricity,320200,meter-{number % 50},2026-03-{1 + number // 96 % 28:02d}T{number // 4 % 24:02d}:{number % 4 * 15:02d},1,,,,\n"
        for number in range(20_000)
    ]
    lines[::1000] = ["meter.electricity,320200,meter-1,2026-03-01T00:00,nan,,,,\n"] * 20
    file.write_text(HEADER + "".join(lines), encoding="utf-8")
    code, output = run(platform, "push", str(file))
    assert code == 1
    assert "19980 accepted, 20 refused" in output


def test_an_alert_is_delivered_signed_and_acknowledged(platform: Platform, receiver: Receiver) -> None:
    district = platform.connection("risk", "district-320213")
    row = Observation(indicator="debt.new-hidden", area="320213", period="2026-06", value=2.5)
    assert report(district, "risk", [row]) == (1, [])
    notifier = platform.connection("notifier")
    (alert,) = eventually(lambda: alerts(notifier, "debt.hidden-increase", "320213"))
    body = eventually(lambda: next((one for one in receiver.received.values() if one["alert"]["id"] == alert.event.id), None))
    assert (body["step"], body["alert"]["severity"], receiver.refused) == ("raised", "red", 0)
    code, output = run(platform, "alerts", "ack", alert.event.id[:8], "--comment", "meeting on Friday")
    assert code == 0, output
    with notifier.open() as channel:
        found = alerts_rpc.AlertServiceStub(channel).GetAlert(alerts_pb2.GetAlertRequest(id=alert.event.id), metadata=notifier.metadata)
    assert [line.step for line in found.ledger] == ["raised", "delivered", "acknowledged"]
    assert (found.ledger[-1].actor, found.ledger[-1].note) == ("operator", "meeting on Friday")


def test_a_rule_that_is_retired_ends_its_alert_under_its_own_title(platform: Platform) -> None:
    registry, notifier = platform.connection("registry"), platform.connection("notifier")
    names = {"zh": "安全利用率偏低", "en": "Too little of the land is safe"}
    when = 'value("land.contaminated.safe-use") < 60.0'
    spec = {"names": names, "family": "land", "when": when, "severity": "orange", "owner": "生态环境局"}
    rule = RiskRule.model_validate({"metadata": {"name": "land.unsafe", "namespace": "wuxi-2026"}, "spec": spec})
    assert not apply(registry, [rule]).problems
    row = Observation(indicator="land.contaminated.safe-use", area="320214", period="2026-06", value=50.0)
    assert report(platform.connection("environment", "district-320214"), "environment", [row]) == (1, [])
    (raised,) = eventually(lambda: alerts(notifier, "land.unsafe", "320214"))
    assert not retire(registry, "RiskRule", "wuxi-2026", "land.unsafe").problems
    (ended,) = eventually(lambda: [one for one in alerts(notifier, "land.unsafe", "320214") if one.event.reason])
    assert (ended.event.id, int(ended.event.reason)) == (raised.event.id, int(AlertReason.RULE_WITHDRAWN))
    assert (ended.event.title_zh, ended.event.owner) == ("安全利用率偏低", "生态环境局")


def test_a_subscriber_resumes_from_its_cursor(platform: Platform) -> None:
    notifier = platform.connection("notifier")
    eventually(lambda: alerts(notifier, "debt.hidden-increase", "320213"))
    with notifier.open() as channel:
        stub = alerts_rpc.AlertServiceStub(channel)
        first = next(stub.Subscribe(alerts_pb2.SubscribeRequest(rules=["debt.hidden-increase"]), metadata=notifier.metadata, timeout=10))
        again = next(stub.Subscribe(alerts_pb2.SubscribeRequest(cursor=first.cursor - 1), metadata=notifier.metadata, timeout=10))
    assert again.cursor == first.cursor


@pytest.mark.parametrize(
    ("subject", "service", "row", "words"),
    [
        (
            "district-320213",
            "livelihood",
            Observation(indicator="jobs.urban-new", area="320205", period="2026-06", value=1),
            "not among those",
        ),
        (
            "district-320213",
            "livelihood",
            Observation(indicator="jobs.urban-new", area="320213", period="2030-06", value=1),
            "has not ended",
        ),
        (
            "city",
            "livelihood",
            Observation(indicator="debt.hidden", area="320200", period="2026-06", value=1),
            "taken in by the risk service",
        ),
    ],
)
def test_each_may_report_only_its_own(platform: Platform, subject: str, service: str, row: Observation, words: str) -> None:
    accepted, reasons = report(platform.connection(service, subject), service, [row])
    assert accepted == 0
    assert words in reasons[0]


@pytest.mark.parametrize(("token", "code"), [("", "UNAUTHENTICATED"), ("a.b.c", "UNAUTHENTICATED"), ("operator", "PERMISSION_DENIED")])
def test_who_reports_is_proven(platform: Platform, token: str, code: str) -> None:
    address = platform.components["livelihood"].address
    connection = Connection(address=address, token=platform.token() if token == "operator" else token)
    with pytest.raises(Refused, match=code):
        report(connection, "livelihood", [Observation()])


def test_a_poison_record_is_listed_and_the_work_goes_on(platform: Platform) -> None:
    producer = Producer(platform.bootstrap_servers)
    producer.send(AREA_EVENTS, key=b"320200", value=b"garbage").result()
    producer.close()
    code, output = eventually(lambda: found if "undecodable" in (found := run(platform, "dead-letters", "list"))[1] else None)
    assert code == 0
    code, output = run(platform, "dead-letters", "replay", "0")
    assert (code, "cannot read it either" in output) == (1, True)


def test_receipts_tell_what_was_received_and_refused(platform: Platform) -> None:
    connection = platform.connection("livelihood", "district-320214")
    rows = [Observation(indicator="jobs.urban-new", area="320214", period="2026-05", value=100), Observation(indicator="no", area="320214")]
    report(connection, "livelihood", rows)
    with Reporter("livelihood", connection) as reporter:
        answer = reporter.list_receipts()
    assert [(one.reporter, one.accepted, one.rejected) for one in answer.receipts] == [("district-320214", 1, 1)]
    assert ("jobs.urban-new", "320214", "2026-06") in {(one.indicator, one.area, one.period) for one in answer.due}


def test_statuses_are_json_that_assess_gives_too(platform: Platform, tmp_path: Path) -> None:
    code, output = run(platform, "status", "--format", "json")
    assert code == 0, output
    found = json.loads(output)
    file = tmp_path / "nothing.csv"
    file.write_text(HEADER, encoding="utf-8")
    result = CliRunner().invoke(make_app(), ["assess", str(file), "--plan", "plans/wuxi-2026", "--format", "json"])
    offline = json.loads(result.output)
    assert found["statuses"][0].keys() == offline["statuses"][0].keys()
    assert len([one for one in found["statuses"] if one["plan"] == "wuxi-2026"]) == len(offline["statuses"]) == 142


def read(platform: Platform, *arguments: str) -> Any:
    code, output = run(platform, *arguments, "--format", "json")
    assert code == 0, output
    return json.loads(output)


def test_wherever_a_program_may_read_there_is_json(platform: Platform) -> None:
    report(platform.connection("risk", "district-320282"), "risk", [HIDDEN_DEBT])
    notifier = platform.connection("notifier")
    (alert,) = eventually(lambda: alerts(notifier, "debt.hidden-increase", "320282"))
    found = read(platform, "alerts", "list", "--area", "320282", "--rule", "debt.hidden-increase")
    assert [(one["id"], one["severity"]) for one in found] == [(alert.event.id, "red")]
    shown = read(platform, "alerts", "show", alert.event.id)
    assert (shown["alert"]["id"], shown["ledger"][0]["step"]) == (alert.event.id, "raised")
    assert read(platform, "plan", "diff", "plans/wuxi-2026") == {"changes": []}
    assert {one["level"] for one in read(platform, "doctor")["findings"]} <= {"well", "note"}
    assert all(one["reason"] for one in read(platform, "dead-letters", "list"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("explain", "jobs.urban-nwe", "--area", "320200"), "there is no Target 'jobs.urban-nwe'; did you mean 'jobs.urban-new'?"),
        (("explain", "jobs.urban-new", "--area", "32020"), "there is no Area '32020'; there are 320200, 320200-jkq, 320205"),
        (("status", "--area", "32020"), "there is no Area '32020'"),
        (("status", "--plan", "wuxi-2062"), "there is no Plan 'wuxi-2062'; "),
        (("alerts", "list", "--rule", "debt.ratio-bnd"), "there is no RiskRule 'debt.ratio-bnd'; did you mean 'debt.ratio-band'?"),
        (("alerts", "watch", "--rule", "debt.ratio-bnd"), "did you mean 'debt.ratio-band'?"),
        (("plan", "history", "jobs.urban-nwe"), "did you mean 'jobs.urban-new'?"),
    ],
)
def test_a_mistaken_name_gets_a_hint(platform: Platform, arguments: tuple[str, ...], words: str) -> None:
    code, output = run(platform, *arguments)
    assert (code, words in output) == (2, True), output


def test_the_doctor_finds_everything_well(platform: Platform) -> None:
    code, output = run(platform, "doctor")
    assert code == 0, output


def test_plan_diff_of_what_is_in_force_is_empty(platform: Platform) -> None:
    code, output = run(platform, "plan", "diff", "plans/wuxi-2026")
    assert code == 0, output
    assert output.startswith("0 of ")


def test_reflection_tells_a_client_in_any_language_what_there_is(platform: Platform) -> None:
    from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase  # noqa: PLC0415

    with grpc.insecure_channel(platform.components["risk"].address) as channel:
        assert "xiheng.risk.v1.RiskService" in ProtoReflectionDescriptorDatabase(channel).get_services()
