"""The office's steps on real processors: a lock holds, what units and leaders say stands beside the verdict, signatures are verified."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.cli.__main__ import make_app
from services.local.platform import Platform
from tests.e2e.asking import eventually, statuses
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
    run(platform, "review", "parking.new", *WHERE, "--value", "400", "--step", "locked", *office)
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
        "2027-01-31",
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
