"""Folders of manifests for tests: a small sound plan, and what is found wrong when documents are added to it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from shared.plans.checking import check_folder

SOUND = """\
apiVersion: xiheng.dev/v1
kind: Area
metadata: {name: '320200'}
spec: {names: {zh: 无锡市, en: Wuxi}, level: city}
---
apiVersion: xiheng.dev/v1
kind: Area
metadata: {name: '320205'}
spec: {names: {zh: 锡山区, en: Xishan}, level: district, parent: '320200'}
---
apiVersion: xiheng.dev/v1
kind: Plan
metadata: {name: p}
spec: {names: {zh: 计划, en: Plan}, area: '320200', year: 2026}
---
apiVersion: xiheng.dev/v1
kind: Indicator
metadata: {name: jobs}
spec: {names: {zh: 就业, en: Jobs}, unit: person, kind: flow, accumulation: year-to-date, periods: [month]}
---
apiVersion: xiheng.dev/v1
kind: Indicator
metadata: {name: debt}
spec: {names: {zh: 债务, en: Debt}, unit: percent, kind: rate, accumulation: rate, periods: [month]}
---
apiVersion: xiheng.dev/v1
kind: Indicator
metadata: {name: works}
spec: {names: {zh: 工程, en: Works}, unit: project, kind: register, accumulation: state, periods: [month], entityType: item}
---
apiVersion: xiheng.dev/v1
kind: Indicator
metadata: {name: lake}
spec: {names: {zh: 湖, en: Lake}, unit: class, kind: class, accumulation: single, periods: [month], classes: [I, II, III, IV]}
"""


def document(kind: str, name: str, spec: str, *, plan: str = "") -> str:
    """A document whose `spec` is in flow style, in line 4."""
    namespace = f", namespace: {plan}" if plan else ""
    return f"apiVersion: xiheng.dev/v1\nkind: {kind}\nmetadata: {{name: '{name}'{namespace}}}\nspec: {spec}\n"


def found(folder: Path, *documents: str) -> list[str]:
    """What is wrong with documents beside the sound ones, as `file:line: what: message`, without the folder."""
    (folder / "sound.yaml").write_text(SOUND, encoding="utf-8")
    for number, text in enumerate(documents):
        (folder / f"{number}.yaml").write_text(dedent(text), encoding="utf-8")
    return [str(problem).removeprefix(f"{folder}/") for problem in check_folder(folder).problems]


def target(spec: str, *, name: str = "t") -> str:
    """A target of the sound plan; `spec` replaces or adds fields."""
    names = "names: {zh: 目标, en: Target}"
    return document("Target", name, f"{{{names}, chapter: 0, {spec}}}", plan="p")


def rule(spec: str, *, name: str = "debt.high") -> str:
    """A rule of the sound plan."""
    return document("RiskRule", name, f"{{names: {{zh: 规则, en: Rule}}, family: debt, {spec}}}", plan="p")
