"""What the watchdog did is known to the next process."""

from __future__ import annotations

from pathlib import Path

from services.processor.stalls import Stalls, size_of
from shared.runtime.metrics import REGISTRY


def ends() -> float:
    return REGISTRY.get_sample_value("xiheng_watchdog_ends_total") or 0.0


def test_the_next_process_counts_on_where_the_last_one_ended(tmp_path: Path) -> None:
    before = ends()
    Stalls(tmp_path).show()
    assert ends() == before
    Stalls(tmp_path).note()
    Stalls(tmp_path).note()
    Stalls(tmp_path).show()
    assert ends() == before + 2


def test_a_folder_that_cannot_be_written_keeps_no_process_from_ending(tmp_path: Path) -> None:
    Stalls(tmp_path / "away").note()


def test_the_size_is_that_of_all_files(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "one").write_bytes(b"12345")
    (tmp_path / "two").write_bytes(b"123")
    assert size_of(tmp_path) == 8
