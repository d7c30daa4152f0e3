"""Every command said wrongly: one message that names field, value and remedy, and the right exit code; never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.cli.__main__ import main, make_app
from shared.runtime.authority import Authority
from shared.runtime.identity import Identity

ROOT = Path(__file__).parents[2]
PLAN = str(ROOT / "plans" / "wuxi-2026")
HEADER = "indicator,area,entity,period,value,unit,revision,recorded_at,status\n"
GOOD = "jobs.urban-new,320200,,2026-06,7.2,wan_person,,,\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files that are wrong in all ways, where no platform runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KAFKA_BOOTSTRAP_SERVERS", raising=False)
    (tmp_path / "plans").mkdir()
    (tmp_path / "good.csv").write_text(HEADER + GOOD, encoding="utf-8")
    (tmp_path / "empty.csv").touch()
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "noise.csv").write_bytes(b"\xff\xfe\x81" * 99)
    (tmp_path / "cut.xlsx").write_bytes(b"PK\x03\x04 cut off")
    (tmp_path / "no-token").write_text("hello\n", encoding="utf-8")
    identity = Identity("tester", frozenset(), frozenset(), frozenset())
    (tmp_path / "token").write_text(Authority(tmp_path / "authority").token(identity), encoding="utf-8")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "platform.json").write_text("{", encoding="utf-8")
    (tmp_path / "mistaken").mkdir()
    (tmp_path / "mistaken" / "a.yaml").write_text("apiVersion: xiheng.dev/v1\nkind: Tarrget\n", encoding="utf-8")
    (tmp_path / "small").mkdir()
    area = "apiVersion: xiheng.dev/v1\nkind: Area\nmetadata: {name: '320200'}\nspec: {names: {zh: 无锡市, en: Wuxi}, level: city}\n"
    (tmp_path / "small" / "area.yaml").write_text(area, encoding="utf-8")
    for number, row in enumerate(("jobs.urban-nwe,320200,,2026-06,1,,,,\n", "jobs.urban-new,999,,2026-06,1,,,,\n"), 1):
        (tmp_path / f"row{number}.csv").write_text(HEADER + row, encoding="utf-8")
    return tmp_path


SAID_WRONGLY = [
    ("stauts", 2, "Did you mean 'status'?"),
    ("push", 2, "Missing argument 'FILE…'"),
    ("push none.csv", 2, "'none.csv' does not exist"),
    ("push plans", 2, "'plans' is a directory"),
    ("push good.csv", 1, "no platform runs in .xiheng: start one with `xiheng up`"),
    ("push good.csv --service health=127.0.0.1:9", 2, "--service: health is not one of industry, environment, livelihood, risk"),
    ("push good.csv --rejects good.csv", 2, "--rejects: good.csv takes the rows of one file"),
    ("push good.csv --patience soon", 2, "--patience"),
    ("assess none.csv --plan {plan}", 2, "'none.csv' does not exist"),
    ("assess good.csv", 2, "Missing option '--plan'"),
    ("assess good.csv --plan nowhere", 2, "'nowhere' does not exist"),
    ("assess good.csv --plan good.csv", 2, "'good.csv' is a file"),
    ("assess good.csv --plan plans", 1, "there are no .yaml files here; give the folder of a plan"),
    ("assess good.csv --plan mistaken", 1, "1 mistake in mistaken; mend them first"),
    ("assess good.csv --plan {plan} --as-of 2026-02-30", 2, "'2026-02-30' is not a day such as 2026-07-20"),
    ("assess good.csv --plan {plan} --as-of 20.07.2026", 2, "'20.07.2026' is not a day such as 2026-07-20"),
    ("assess good.csv --plan {plan} --known-at yesterday", 2, "'yesterday' is not an instant such as 2026-07-15T08:00:00+08:00"),
    ("assess good.csv --plan {plan} --known-at 2026-07-15T08:00", 2, "has no offset; write 2026-07-15T08:00:00+08:00"),
    ("assess good.csv --plan {plan} --known-at 2026-07-15", 2, "has no offset; write 2026-07-15T00:00:00+08:00"),
    ("assess good.csv --plan {plan} --format xml", 2, "'xml' is not one of 'table', 'json'"),
    ("assess empty.csv --plan small", 1, "column indicator, area, period, value is missing"),
    ("assess other.csv --plan small", 1, "column indicator, area, period, value is missing"),
    ("assess noise.csv --plan small", 1, "save the file as CSV UTF-8"),
    ("assess cut.xlsx --plan small", 1, "is damaged or no xlsx file"),
    ("assess row1.csv --plan {plan}", 1, "did you mean 'jobs.urban-new'?"),
    ("assess row2.csv --plan {plan}", 1, "area '999' is not in the catalogue; write a code such as 320205"),
    ("status", 1, "start one with `xiheng up`, or give --address and --token-file"),
    ("status --platform broken", 1, "stop the platform, delete the file, and start it again"),
    ("status --as-of 2026-13-01", 2, "'2026-13-01' is not a day such as 2026-07-20"),
    ("status --address 127.0.0.1:9 --token-file none", 1, "token file none cannot be read"),
    ("status --address 127.0.0.1:9 --token-file no-token", 1, "no-token holds no signed token"),
    ("status --address 127.0.0.1:9 --token-file token", 1, "the scoreboard does not answer at 127.0.0.1:9"),
    ("status --address scoreboard --token-file token", 1, "is not written as host:port"),
    ("explain", 2, "Missing argument"),
    ("explain jobs.urban-new", 2, "Missing option '--area'"),
    ("alerts list", 1, "no platform runs in .xiheng"),
    ("alerts list --address 127.0.0.1:9 --token-file token", 1, "the notifier does not answer at 127.0.0.1:9"),
    ("alerts show", 2, "Missing argument 'ID'"),
    ("alerts ack", 2, "Missing argument 'ID'"),
    ("alerts watch --cursor first", 2, "--cursor"),
    ("plan check nowhere", 2, "'nowhere' does not exist"),
    ("plan check good.csv", 2, "'good.csv' is a file"),
    ("plan check mistaken", 1, "'Tarrget' is not one of Area, Indicator"),
    ("plan diff {plan}", 1, "no platform runs in .xiheng"),
    ("plan apply {plan}", 1, "no platform runs in .xiheng"),
    ("plan history jobs.urban-new --kind Tarrget", 2, "did you mean 'Target'?"),
    ("dead-letters list", 1, "no platform runs in .xiheng"),
    ("dead-letters show first", 2, "valid integer"),
    ("up --plan nowhere", 2, "'nowhere' does not exist"),
    ("up --plan mistaken", 1, "1 mistake in mistaken"),
    ("demo --plan nowhere", 2, "'nowhere' does not exist"),
    ("demo --plan {plan} --output good.csv", 1, "good.csv: File exists; choose another place"),
]


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(("line", "code", "words"), SAID_WRONGLY, ids=[one[0] for one in SAID_WRONGLY])
def test_a_command_said_wrongly_tells_how_to_say_it(line: str, code: int, words: str) -> None:
    result = CliRunner().invoke(make_app(), [word.replace("{plan}", PLAN) for word in line.split()], env={"COLUMNS": "200"})
    assert result.exit_code == code, result.output
    assert words in result.output
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as its own process, its output in a pipe."""
    clean = {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "COLUMNS", "NO_COLOR"}}
    path = os.pathsep.join((str(ROOT), str(ROOT / "protos" / "gen")))
    return subprocess.run(
        [sys.executable, "-m", "services.cli", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**clean, "PYTHONPATH": path, **environment},
    )


@pytest.mark.parametrize("stack", ["", "1"])
def test_what_nobody_thought_of_is_one_sentence_too(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], stack: str
) -> None:
    (place / "broken" / "platform.json").write_text('{"kafka": "", "services": 1, "pages": {}, "tokens": {}}', encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["xiheng", "status", "--platform", "broken"])
    monkeypatch.setenv("XIHENG_STACK", stack)
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    assert (ended.value.code, "error unexpected AttributeError" in said, "Traceback" in said) == (1, True, bool(stack)), said


@pytest.mark.usefixtures("place")
def test_in_a_pipe_there_are_no_colours_and_in_json_never() -> None:
    assert "\x1b" not in run("doctor").stdout
    assert json.loads(run("doctor", "--format", "json", FORCE_COLOR="1").stdout).keys() == {"findings"}


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("line", "keys"),
    [(("plan", "check", "mistaken"), {"problems"}), (("plan", "check", "small"), {"problems"}), (("doctor",), {"findings"})],
)
def test_what_a_program_reads_is_json(line: tuple[str, ...], keys: set[str]) -> None:
    result = CliRunner().invoke(make_app(), [*line, "--format", "json"])
    assert json.loads(result.output).keys() == keys
