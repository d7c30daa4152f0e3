"""`xiheng push` against the real services: every bad row comes back with column, value and remedy, and no good one is lost."""

from __future__ import annotations

import asyncio
import csv
import signal
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pytest

from services.cli.push_keeping import Bookmark, Rejects
from services.cli.pushing import BATCH, Push
from shared.events.kafka_client import Record
from tests.component.reporting_rig import DOMAINS, Rig, Stored, running

HEADER = "indicator,area,entity,period,value,unit,revision,recorded_at,status\n"
GOOD = "jobs.urban-new,320213,,2026-06,9200,,,,\n"


def write(folder: Path, rows: Iterable[str], *, name: str = "june.csv", encoding: str = "utf-8") -> Path:
    file = folder / name
    file.write_text(HEADER + "".join(rows), encoding=encoding)
    return file


def rejects(file: Path) -> list[dict[str, str]]:
    path = file.with_name(f"{file.name}.rejects.csv")
    with path.open(encoding="utf-8-sig", newline="") as found:
        return list(csv.DictReader(found))


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        pytest.param("jobs.urban-old,320213,,2026-06,1,,,,", "indicator", "'jobs.urban-old' is not in the catalogue", id="indicator"),
        pytest.param("jobs.urban-new,999999,,2026-06,1,,,,", "area", "'999999' is not in the catalogue; write a code such as", id="area"),
        pytest.param("jobs.urban-new,320205,,2026-06,1,,,,", "area", "not among those that your credential covers (320213)", id="district"),
        pytest.param("jobs.urban-new,320213,,2026-06,1,tonne,,,", "unit", "'tonne' cannot be converted; write one of person", id="unit"),
        pytest.param("jobs.urban-new,320213,,2026-06,nan,,,,", "value", "nan is not a finite number; to take a value back", id="NaN"),
        pytest.param("jobs.urban-new,320213,,2026-06,-inf,,,,", "value", "-inf is not a finite number", id="infinite"),
        pytest.param("jobs.urban-new,320213,,2026-06,1e999,,,,", "value", "inf is not a finite number", id="too large for a number"),
        pytest.param("jobs.urban-new,320213,,2026-06,-5,,,,", "value", "-5 person is outside 0 to", id="range"),
        pytest.param("jobs.urban-new,320213,,2026-06,many,,,,", "value", "'many' is not a number; write one such as 9200", id="no number"),
        pytest.param("taihu.water-class,320213,,2026-06,VI,,,,", "value", "'VI' is not one of I, II, III", id="class"),
        pytest.param("jobs.urban-new,320213,,2026-08,1,,,,", "period", "'2026-08' has not ended at", id="future"),
        pytest.param("jobs.urban-new,320213,,2026-06-15,1,,,,", "period", "'2026-06-15' is not of an accepted length (", id="length"),
        pytest.param("jobs.urban-new,320213,,June,1,,,,", "period", "'June'", id="period"),
        pytest.param("meter.electricity,320213,,2026-06-15T08:15,1,,,,", "entity", "the indicator asks for a meter", id="no entity"),
        pytest.param("jobs.urban-new,320213,meter-1,2026-06,1,,,,", "entity", "the indicator takes none, leave it empty", id="entity"),
        pytest.param("meter.electricity,320213,Meter 1,2026-06-15T08:15,1,,,,", "entity", "use lower-case letters", id="entity's name"),
        pytest.param(
            "jobs.urban-new,320213,,2026-06,1,,99999,,", "revision", "99999 is above 65535; count revisions from 0", id="revision"
        ),
        pytest.param("jobs.urban-new,320213,,2026-06,1,,,,maybe", "status", "'maybe' cannot be read; write preliminary", id="status"),
        pytest.param(
            "jobs.urban-new,320213,,2026-06,1,,,2026-06-01T00:00:00+08:00,",
            "recorded_at",
            "dates back, which needs the role backfill; leave it out",
            id="back-dated",
        ),
        pytest.param(
            "jobs.urban-new,320213,,2026-06,1,,,2030-01-01T00:00:00Z,", "recorded_at", "lies in the future; check your clock", id="clock"
        ),
        pytest.param("jobs.urban-new,320213,,2026-06,9,200,,,,,", "row", "left over; write numbers without commas", id="torn"),
    ],
)
async def test_a_bad_row_comes_back_with_column_and_remedy_and_the_others_are_stored(
    tmp_path: Path, row: str, column: str, words: str
) -> None:
    async with running(tmp_path) as rig:
        file = write(tmp_path, [GOOD, row + ("x" if column == "row" else "") + "\n", GOOD.replace("2026-06", "2026-05")])
        result = await rig.push(file, areas=("320213",))
        assert (result.exit_code, "2 accepted, 1 refused" in result.output) == (1, True), result.output
        (refused,) = rejects(file)
        assert (refused["line"], refused["rejected_field"], words in refused["reason"]) == ("3", column, True), refused
        assert refused["reason_zh"]
        assert column == "row" or refused[column] == row.split(",")[HEADER.strip().split(",").index(column)]
        assert [one.value for one in rig.stored()] == [9200.0, 9200.0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
async def test_a_row_twice_is_accepted_and_the_rejects_can_be_pushed_once_they_are_mended(tmp_path: Path, encoding: str) -> None:
    async with running(tmp_path) as rig:
        file = write(tmp_path, [GOOD, GOOD, "taihu.water-class,320200,,2026-06,Ⅵ,,,,\n"], encoding=encoding)
        result = await rig.push(file)
        assert (result.exit_code, "2 accepted, 1 refused" in result.output, "warning" in result.output) == (1, True, False), result.output
        mended = file.with_name("june.csv.rejects.csv")
        assert mended.read_bytes().startswith(b"\xef\xbb\xbf")  # Excel asks for it
        mended.write_text(mended.read_text(encoding="utf-8-sig").replace("Ⅵ", "Ⅲ"), encoding="utf-8-sig")
        result = await rig.push(mended)
        assert (result.exit_code, "1 accepted, 0 refused" in result.output) == (0, True), result.output
        assert Stored("taihu.water-class", "320200", "", "2026-06", 2.0) in rig.stored()


async def test_contradictory_rows_are_accepted_and_listed(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        file = write(tmp_path, [GOOD, GOOD.replace("9200", "9300"), GOOD.replace("9200,", "9400,").replace(",,,,\n", ",,1,,\n")])
        other = write(tmp_path, [GOOD.replace("9200,,", "0.95,wan_person,")], name="other.csv")
        result = await rig.push(file, other)
        assert result.exit_code == 0, result.output
        assert len(rig.stored()) == 4
        assert (
            f"warning: contradictory rows for jobs.urban-new 320213 2026-06, revision 0: {file}:2 9200, {file}:3 9300, "
            f"{other}:2 0.95 wan_person; all are kept and the one recorded last counts; give the right one a higher revision"
        ) in result.stderr


async def test_the_first_refused_rows_are_shown_in_both_languages(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        file = write(tmp_path, [GOOD.replace("jobs.urban-new", "jobs.urban-nwe")] * 9)
        result = await rig.push(file)
        shown = [line for line in result.stderr.splitlines() if line.startswith("  line ")]
        assert (len(shown), result.exit_code) == (5, 1)
        assert shown[0].startswith("  line 2, indicator 'jobs.urban-nwe': 目录中没有指标")
        assert shown[0].endswith("did you mean 'jobs.urban-new'?")


async def test_a_file_that_cannot_be_read_says_so_and_nothing_is_sent(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        file = tmp_path / "a.xlsx"
        file.write_bytes(b"PK\x03\x04 cut off")
        result = await rig.push(file)
        assert (result.exit_code, "is damaged or no xlsx file" in result.output, rig.stored()) == (1, True, []), result.output


@pytest.mark.parametrize("place", ["june.csv", "other.csv"])
async def test_the_rejects_never_take_the_place_of_the_file(tmp_path: Path, place: str) -> None:
    async with running(tmp_path) as rig:
        file = write(tmp_path, ["nothing,,,,,,,,\n"])
        files = [file] if place == "june.csv" else [file, write(tmp_path, [GOOD], name="second.csv")]
        result = await rig.push(*files, "--rejects", tmp_path / place)
        assert (result.exit_code, "leave it out, or push file by file" in result.output) == (2, True), result.output
        assert file.read_text(encoding="utf-8").endswith("nothing,,,,,,,,\n")


async def test_a_full_disk_for_the_rejects_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        rows = [GOOD.replace("9200", str(number)) for number in range(2_000)]
        rows[1_500] = "nothing,320213,,2026-06,1,,,,\n"
        file = write(tmp_path, rows)
        result = await rig.push(file, "--rejects", "/dev/full")
        assert result.exit_code == 1
        assert "/dev/full: No space left on device; free some space or choose another place with --rejects" in result.stderr
        result = await rig.push(file)
        assert result.exit_code == 1
        assert [one["line"] for one in rejects(file)] == ["1502"]
        assert {one.value for one in rig.stored()} == {float(number) for number in range(2_000) if number != 1_500}


async def test_many_rows_with_bad_ones_scattered(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        rows = [reading(number) for number in range(6_000)]
        rows[::500] = [reading(0).replace(",1,,,,", ",nan,,,,")] * 12
        file = write(tmp_path, rows)
        result = await rig.push(file)
        assert (result.exit_code, "5988 accepted, 12 refused" in result.output) == (1, True), result.output
        assert [int(one["line"]) for one in rejects(file)] == [2 + 500 * number for number in range(12)]
        assert all("nan is not a finite number" in one["reason"] for one in rejects(file))
        assert len(rig.stored()) == 5_988


def reading(number: int) -> str:
    day, quarter = 1 + number // 96 % 28, number % 96
    return f"meter.electricity,320213,meter-{number // 2688},2026-03-{day:02d}T{quarter // 4:02d}:{quarter % 4 * 15:02d},1,,,,\n"


async def pushed_until(rig: Rig, file: Path, rows: int) -> str:
    """Push, let Kafka go away after some rows, and return what was said."""
    rig.log.fails_after = rows // 300
    result = await rig.push(file, "--patience", "0.2")
    rig.log.fails_after = 1 << 30
    assert result.exit_code == 1, result.output
    return result.stderr


async def test_after_a_cut_the_same_command_goes_on_and_no_reject_stands_there_twice(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        rows = [reading(number) for number in range(9_000)]
        rows[::100] = [one.replace(",1,,,,", ",nan,,,,") for one in rows[::100]]
        file = write(tmp_path, rows)
        said = await pushed_until(rig, file, 6_000)
        assert f"{file}: answered up to line " in said
        assert "the same command goes on there" in said
        line = int(said.split("answered up to line ")[1].split(";")[0])
        result = await rig.push(file)
        assert f", {line - 1} sent by an earlier run" in result.output
        assert [int(one["line"]) for one in rejects(file)] == [2 + 100 * number for number in range(90)]
        assert len(set(rig.stored())) == 9_000 - 90
        result = await rig.push(file)
        assert "sent by an earlier run" not in result.output


async def test_what_one_platform_answered_another_does_not_know(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        file = write(tmp_path, [reading(number) for number in range(9_000)])
        await pushed_until(rig, file, 6_000)
        result = await rig.push(file, "--as", "another")
        assert "9000 accepted, 0 refused," in result.output


async def test_the_catalogue_that_is_not_read_yet_refuses_no_row(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        rig.follower.forget()
        asyncio.get_running_loop().call_later(1.0, rig.follower.recover)
        result = await rig.push(write(tmp_path, [GOOD]))
        assert (result.exit_code, "1 accepted, 0 refused" in result.output) == (0, True), result.output


async def test_ctrl_c_keeps_the_place_and_the_same_command_goes_on(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        file = write(tmp_path, (reading(number) for number in range(9_000)))
        command = [sys.executable, "-m", "services.cli", "push", str(file), *rig.options()]

        def hold_from_the_fifth(_: Record) -> None:
            rig.log.holding = len(rig.log.records) >= 5

        rig.log.taken = hold_from_the_fifth
        # A shell that runs the tests in the background has them ignore SIGINT, and with them all that they start.
        heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
        first = await asyncio.create_subprocess_exec(
            *command, stderr=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2], preexec_fn=heeding
        )
        await eventually(lambda: len(rig.log.waiting) >= 10)
        first.send_signal(signal.SIGINT)
        _, said = await asyncio.wait_for(first.communicate(), 20.0)
        assert (first.returncode, b"stopped" in said, b"the same command goes on there" in said) == (130, True, True), said
        rig.log.taken = lambda _: None
        rig.log.holding = False
        result = await rig.push(file)
        assert (result.exit_code, "sent by an earlier run" in result.output) == (0, True), result.output
        assert len(set(rig.stored())) == 9_000


async def test_no_more_is_read_than_what_may_be_on_the_way(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        file = write(tmp_path, (reading(number) for number in range(30_000)))
        rig.log.holding = True
        services = {name: rig.connection() for name in DOMAINS}
        push = Push(
            file,
            services,
            Rejects(tmp_path / "rejects.csv"),
            dry_run=False,
            patience_seconds=60.0,
            advance=lambda _: None,
            learn=lambda _: None,
            accepted=lambda _line, _row: None,
        )
        run = asyncio.create_task(asyncio.to_thread(push.run, Bookmark(file)))
        await eventually(lambda: len(rig.log.waiting) >= 16)
        await asyncio.sleep(0.5)
        assert (len(rig.log.waiting), push.last_line < 30 * BATCH) == (16, True), push.last_line
        rig.log.holding = False
        rig.log.release()
        await run
        assert (push.tally.accepted, len(set(rig.stored()))) == (30_000, 30_000)


async def eventually(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(20.0):
        while not happened():  # noqa: ASYNC110 - what happens is in another process or thread
            await asyncio.sleep(0.01)
