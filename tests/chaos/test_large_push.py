"""A million rows in one file, bad ones scattered: all answered, in bounded memory."""

from __future__ import annotations

import asyncio
import csv
import re
import sys
from pathlib import Path

import pytest

from tests.component.reporting_rig import running
from tests.component.test_push import reading, write

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(600)]
ROWS = 1_000_000
MOST_KB = 250_000


async def test_a_million_rows_are_pushed_in_bounded_memory(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        bad = reading(0).replace(",1,,,,", ",nan,,,,")
        file = write(tmp_path, (bad if number % 1000 == 7 else reading(number) for number in range(ROWS)), name="large.csv")
        command = [sys.executable, "-m", "services.cli", "push", str(file), *rig.options()]
        push = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2])
        most_kb = 0
        while push.returncode is None:
            most_kb = max(most_kb, peak_kb(push.pid))
            await asyncio.sleep(0.2)
        said, _ = await push.communicate()
        assert (push.returncode, b"999000 accepted, 1000 refused" in said) == (1, True), said
        assert 0 < most_kb < MOST_KB
        with (tmp_path / "large.csv.rejects.csv").open(encoding="utf-8-sig", newline="") as rejects:
            lines = [int(row["line"]) for row in csv.DictReader(rejects)]
        assert sorted(lines) == [9 + 1000 * number for number in range(1000)]


def peak_kb(process_id: int) -> int:
    """The most memory that a process has had resident, 0 when it has ended."""
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process_id}/status").read_text(encoding="utf-8"))
    except OSError:
        return 0
    return int(found[1]) if found else 0
