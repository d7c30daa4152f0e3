"""The golden files: what is said of every case, to be read by people. `python -m tests.unit.judgement.wording.goldens` writes them anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from shared.judgement.explanation_json import explanation_json
from shared.judgement.verdict import StatusVerdict
from shared.judgement.wording import explain_status, headline
from tests.unit.judgement.wording.cases import FILES, Case, Listed
from tests.unit.judgement.wording.summed import Summed

FOLDER = Path(__file__).parent / "golden"


def text_of(cases: Iterable[Case | Listed | Summed]) -> str:
    """Return the text of a file: shape, comparator and verdict, the sentence in both languages, what else is said, the facts."""
    return "\n".join(_told(one, verdict) for one in cases for verdict in one.verdicts())


def write() -> None:
    """Write all files."""
    FOLDER.mkdir(exist_ok=True)
    for name, cases in FILES.items():
        (FOLDER / f"{name}.txt").write_text(text_of(cases), encoding="utf-8")


def _told(one: Case | Listed | Summed, verdict: StatusVerdict) -> str:
    last = f" (last: {verdict.last_status.word})" if verdict.last_status else ""
    lines = [f"## {one.shape} · {one.comparator} · {verdict.status.word}{last}"]
    for language in ("zh", "en"):
        said = headline(verdict, language)
        more = explain_status(verdict, language)[len(said) :].strip()
        lines += [f"{language}  {said}", *([f"    {more}"] if more else [])]
    return "\n".join((*lines, *(f"  {line}" for line in _facts(verdict)))) + "\n"


def _facts(verdict: StatusVerdict) -> Iterator[str]:
    found = explanation_json(verdict)
    yield f"formula: {found['formula']['id']}; period {verdict.period.text}; value {verdict.value}; plan value {verdict.plan_value}; flip {verdict.flip_value}"
    yield "numbers: " + ", ".join(f"{name} {value:.10g}" for name, value in found["numbers"].items())
    yield "texts: " + ", ".join(f"{name} {value}" for name, value in found["texts"].items())
    yield "thresholds: " + ", ".join(
        f"{one['status']} {one['floor']}..{one['ceiling']}{' open' if one['open'] else ''}" for one in found["thresholds"]
    )
    release = found["next_release"]
    yield f"next release: {release['period']} {release['time']}" if release else "next release: none"
    inputs = (
        f"{one['indicator']}/{one['entity'] or one['area']} {one['period']} = {one['value']} r{one['revision']} {one['event_id'][-4:]}"
        for one in found["inputs"]
    )
    yield "inputs: " + "; ".join(inputs)


if __name__ == "__main__":
    write()
