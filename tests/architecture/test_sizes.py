"""What the docs say that each size of the chart asks for is what its manifests ask for."""

from __future__ import annotations

import re

from tests.charts.sizing import PAGE, ROOT, SIZES, page, rows


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m tests.charts.sizing`"


def test_the_table_of_the_guide_says_the_same() -> None:
    text = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    for size in SIZES:
        (said,) = re.findall(rf"^\| `sizes/{size}.yaml` .*\| ([\d.]+) GiB \|$", text, re.MULTILINE)
        asked = sum(one.totals[1] for one in rows(size)) / 1024
        assert abs(float(said) - asked) < 0.2, (size, asked)
