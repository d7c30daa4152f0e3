"""Latencies of a running platform are read from the histograms of its pages."""

from __future__ import annotations

import math
from pathlib import Path

from services.demo.gauges import Pages


def test_quantiles_are_interpolated_and_summed_over_labels(tmp_path: Path) -> None:
    pages = _pages(tmp_path, {"webhook": (50, 100, 100), "smtp": (0, 0, 100)})

    found = pages.latency("notice_seconds")

    assert found.p50 == 1000
    assert found.p99 == 1980


def test_since_earlier_pages_only_what_came_after_them_counts(tmp_path: Path) -> None:
    earlier = _pages(tmp_path, {"webhook": (0, 0, 1000)})
    later = _pages(tmp_path, {"webhook": (100, 100, 1100)})

    assert later.latency("notice_seconds", since=earlier).p99 == 495
    assert math.isnan(earlier.latency("notice_seconds", since=earlier).p99)


def _pages(folder: Path, counts: dict[str, tuple[int, int, int]]) -> Pages:
    """Return the pages of one process with a histogram of the bounds 0.5, 1 and 2 seconds."""
    bounds = ("0.5", "1.0", "2.0", "+Inf")
    lines = [
        f'notice_seconds_bucket{{channel="{channel}",le="{bound}"}} {count}'
        for channel, found in counts.items()
        for bound, count in zip(bounds, (*found, found[-1]), strict=True)
    ]
    (folder / "metrics").write_text("\n".join(["# TYPE notice_seconds histogram", *lines, ""]), encoding="utf-8")
    return Pages([folder.as_uri()])
