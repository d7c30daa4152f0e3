"""What the pages show as manifests is sound beside the first plan."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shared.model.catalogue import Catalogue, Key
from shared.model.manifests import KINDS
from shared.plans.checking import check_folder, find_mistakes
from shared.plans.loading import load_folder

ROOT = Path(__file__).parents[3]
PLAN = check_folder(ROOT / "plans" / "wuxi-2026")
PAGES = sorted(
    page for page in (ROOT / "docs").rglob("*.md") if re.search(r"^```yaml\napiVersion", page.read_text(encoding="utf-8"), re.MULTILINE)
)


def examples(page: Path) -> list[str]:
    """The whole manifests of a page."""
    return re.findall(r"^```yaml\n(apiVersion.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_manifest_of_a_page_is_sound(page: Path, tmp_path: Path) -> None:
    for number, text in enumerate(examples(page)):
        (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
    shown = load_folder(tmp_path)
    known = {Key(one.kind, one.plan, one.name): one for one in (*PLAN.manifests, *shown.manifests)}
    mistakes = [
        (one.manifest.name, one.field, one.message) for one in find_mistakes(shown.manifests, Catalogue.from_manifests(known.values()))
    ]
    assert (shown.problems, mistakes) == ([], [])


def test_the_page_of_manifests_shows_every_kind() -> None:
    shown = re.findall(r"^kind: (\w+)$", (ROOT / "docs" / "manifests.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(shown) == KINDS.keys()
