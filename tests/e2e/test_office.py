"""The office's steps on real processors: a lock holds, what units and leaders say stands beside the verdict, signatures are verified."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from services.cli.__main__ import make_app
from services.demo.receiver import Receiver
from services.local.platform import Platform
from shared.model.manifests import KINDS
from tests.e2e.asking import apply, eventually, statuses
from xiheng.events.v1.verdict_pb2 import TargetStatus as TargetStatusNumber
from xiheng.events.v1.verdict_pb2 import TargetStatusEvent

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(120)]
HEADER = "indicator,area,entity,period,value,unit,revision,recorded_at,status\n"
WHERE = ["--area", "320200", "--period", "2026-06"]


def run(platform: Platform, *arguments: str) -> str:
    result = CliRunner().invoke(make_app(), [*arguments, "--platform", str(platform.folder)])
    assert result.exit_code == 0, result.output
    return result.output


def credential(platform: Platform, subject: str, *grants: str) -> list[str]:
    """Return the option that makes a subject the caller."""
    run(platform, "credential", subject, "--area", "320200", *grants)
    return ["--token-file", str(platform.folder / "tokens" / f"{subject}.token")]


def status(platform: Platform) -> TargetStatusEvent | None:
    found = statuses(platform.connection("scoreboard"), "parking.new")
    return found[0] if found and found[0].inputs else None


def test_a_lock_a_remark_and_a_signed_override_stand_beside_the_verdict(platform: Platform, tmp_path: Path) -> None:
    file = tmp_path / "june.csv"
    file.write_text(f"{HEADER}parking.new,320200,,2026-06,400,,,,\n", encoding="utf-8")
    run(platform, "push", str(file))
    eventually(lambda: (one := status(platform)) and one.value == 400)
    office = credential(platform, "statistics-office", "--role", "reviewer")
    not_reported = ["--area", "320200", "--period", "2026-11", "--value", "7", "--step", "preliminary"]
    said = run(platform, "review", "parking.new", *not_reported, *office)
    assert "no value of parking.new 320200 2026-11 is shown: the step waits until 7 is reported" in " ".join(said.split())
    said = run(platform, "review", "parking.new", *WHERE, "--value", "401", "--step", "preliminary", *office)
    assert "parking.new 320200 2026-06 is shown as 400: the step is about 401 alone" in " ".join(said.split())
    said = run(platform, "review", "parking.new", *WHERE, "--value", "400", "--step", "locked", *office)
    assert "is shown" not in said
    file.write_text(f"{HEADER}parking.new,320200,,2026-06,300,,1,,\n", encoding="utf-8")
    run(platform, "push", str(file))
    locked = eventually(lambda: one if (one := status(platform)) and one.inputs[0].review.proposed == 300 else None)
    assert (locked.value, locked.inputs[0].review.reviewer, locked.owner) == (400, "statistics-office", "发展改革委")
    unit = credential(platform, "planners", "--role", "unit", "--unit", "发展改革委")
    run(platform, "remark", "parking.new", *WHERE, "--zh", "下半年集中完工", *unit)
    run(platform, "credential", "mayor", "--area", "320200", "--role", "overrider", "--certificate")
    signer = ["--certificate", str(platform.folder / "tokens" / "mayor.crt"), "--key", str(platform.folder / "tokens" / "mayor.key")]
    stated = [
        "--plan",
        "wuxi-2026",
        "--status",
        "on_track",
        "--document",
        "纪要7号",
        "--until",
        "2099-12-31",
        "--en",
        "Finished in autumn.",
    ]
    run(platform, "override", "parking.new", *WHERE, *stated, *signer)
    spoken = eventually(lambda: one if (one := status(platform)) and len(one.statements) == 2 else None)
    assert (spoken.status, spoken.value, spoken.plan_value) == (locked.status, 400, locked.plan_value)
    shown = " ".join(run(platform, "explain", "parking.new", "--area", "320200").split())
    for said in (
        "发展改革委",
        "已锁定 locked, statistics-office",
        "下半年集中完工",
        "达进度 on_track, 纪要7号",
        "签名有效 valid: signed by mayor",
    ):
        assert said in shown, shown


SECRET = "987654"
OWN_PLAN = [
    KINDS["Plan"].model_validate(
        {"metadata": {"name": "office-2026"}, "spec": {"names": {"zh": "试", "en": "trial"}, "area": "320200", "year": 2026}}
    ),
    KINDS["Indicator"].model_validate(
        {
            "metadata": {"name": "office.income"},
            "spec": {
                "names": {"zh": "收入", "en": "Income"},
                "unit": "yi_cny",
                "kind": "flow",
                "accumulation": "year-to-date",
                "periods": ["month"],
                # So late that no clock of a test has passed it.
                "release": {"delayDays": 400, "embargo": {"days": 400}},
            },
        }
    ),
    KINDS["Target"].model_validate(
        {
            "metadata": {"name": "office.income", "namespace": "office-2026"},
            "spec": {
                "names": {"zh": "收入", "en": "Income"},
                "indicator": "office.income",
                "chapter": 0,
                "shape": "cumulative",
                "comparator": "at_least",
                "value": 1e6,
                "unit": "yi_cny",
                "better": "up",
                "cadence": "month",
            },
        }
    ),
    KINDS["RiskRule"].model_validate(
        {
            "metadata": {"name": "office.high", "namespace": "office-2026"},
            "spec": {
                "names": {"zh": "高", "en": "High"},
                "family": "office",
                "when": 'value("office.income") > 0.0',
                "severity": "red",
                "runbook": "docs/runbooks/quality.md",
            },
        }
    ),
]


def test_a_value_under_embargo_is_seen_by_an_insider_and_comes_out_nowhere(platform: Platform, receiver: Receiver, tmp_path: Path) -> None:
    assert not apply(platform.connection("registry"), OWN_PLAN).problems
    file = tmp_path / "secret.csv"
    file.write_text(f"{HEADER}office.income,320200,,2026-06,{SECRET},,,,\n", encoding="utf-8")
    eventually(lambda: CliRunner().invoke(make_app(), ["push", str(file), "--platform", str(platform.folder)]).exit_code == 0)
    insider = credential(platform, "insider", "--role", "insider")
    eventually(lambda: SECRET in run(platform, "status", "--embargoed", "--format", "json", *insider))
    refused = CliRunner().invoke(make_app(), ["status", "--embargoed", "--platform", str(platform.folder)])
    assert (refused.exit_code, "lacks the role insider" in " ".join(refused.output.split())) == (1, True)
    shown = [run(platform, "status", "--format", "json"), run(platform, "explain", "office.income", "--area", "320200")]
    shown += [run(platform, "alerts", "list", "--format", "json", "--resolved"), json.dumps(list(receiver.received.values()))]
    pages = (platform.components[name].pages for name in ("scoreboard", "notifier", "processor"))
    shown += [httpx.get(f"http://{page.removeprefix('http://')}/metrics").text for page in pages]
    known = statuses(platform.connection("scoreboard"), "office.income")
    assert [(one.status, one.HasField("value")) for one in known] == [(TargetStatusNumber.TARGET_STATUS_TOO_EARLY, False)]
    assert not [text for text in shown if SECRET in text or "office.high" in text or "9.87654" in text]
