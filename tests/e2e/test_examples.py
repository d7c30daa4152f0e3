"""The programs that the pages show run as they stand, against a running platform."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from services.local.platform import Platform
from tests.architecture.reading import ROOT, blocks, pages

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(120)]
PROGRAMS = [(page, block.text) for page in pages() for block in blocks(page) if block.language == "python"]


@pytest.mark.parametrize(("page", "program"), PROGRAMS, ids=[page for page, _ in PROGRAMS])
def test_a_program_of_a_page_reports_what_it_says(page: str, program: str, platform: Platform, tmp_path: Path) -> None:
    (tmp_path / ".xiheng").symlink_to(platform.folder)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "protos" / "gen")))}
    run = subprocess.run(
        [sys.executable, "-c", program], check=False, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60
    )
    assert (run.returncode, run.stdout.strip()) == (0, "1 []"), f"{page}: {run.stderr}"
