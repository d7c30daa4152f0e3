"""What the pages show as manifests is sound beside the first plan."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from services.operator.platform_kind import Platform, PlatformSpec
from shared.model.catalogue import Catalogue, Key
from shared.model.manifests import KINDS
from shared.plans.checking import check_folder, find_mistakes
from shared.plans.loading import load_folder

ROOT = Path(__file__).parents[3]
PLAN = check_folder(ROOT / "plans" / "wuxi-2026")


def examples(page: Path, *, of_platform: bool = False) -> list[str]:
    """The whole manifests of a page: of definitions, or of the object that Kubernetes alone knows."""
    found = re.findall(r"^```yaml\n(apiVersion.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [one for one in found if ("kind: Platform\n" in one) is of_platform]


PAGES = sorted(page for page in (ROOT / "docs").rglob("*.md") if examples(page))


def test_the_object_of_the_platform_is_sound() -> None:
    (shown,) = examples(ROOT / "docs" / "operator.md", of_platform=True)
    assert Platform.model_validate(yaml.safe_load(shown)).spec == PlatformSpec()


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
