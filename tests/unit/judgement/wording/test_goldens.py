"""What is said of every case is what the golden files say, and they have one of every kind."""

from __future__ import annotations

import re

import pytest

from shared.judgement.evaluators import POINT_EVALUATORS, REGISTER_EVALUATORS
from shared.judgement.wording import explain_status, headline
from shared.judgement.wording.sentences import SENTENCES
from shared.model.status import TargetStatus
from tests.unit.judgement.wording.cases import FILES
from tests.unit.judgement.wording.goldens import FOLDER, text_of

JUDGED = [(case, verdict) for cases in FILES.values() for case in cases for verdict in case.verdicts()]
NO_SENTENCE = re.compile(r"\b[a-z]+(\.[a-z-]+)+\b|_|\bNone\b|\bnan\b|\{|\}|  |\d{4}-\d\d|e[+-]\d")
"""Ids, words of machines, dates in text form, blanks twice."""


@pytest.mark.parametrize("name", FILES)
def test_what_is_said_is_as_it_was_reviewed(name: str) -> None:
    assert text_of(FILES[name]) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), (
        "read the difference; if it is meant: python -m tests.unit.judgement.wording.goldens"
    )


def test_there_is_one_of_every_evaluator_and_of_every_verdict() -> None:
    known = {**POINT_EVALUATORS, **REGISTER_EVALUATORS}
    assert {known[case.shape, case.comparator] for case, _ in JUDGED} == set(known.values())
    assert {verdict.status for _, verdict in JUDGED} == set(TargetStatus)
    assert {verdict.facts.formula for _, verdict in JUDGED} == SENTENCES.keys()


def test_every_verdict_that_thresholds_name_is_there() -> None:
    told = {(verdict.facts.formula, verdict.status) for _, verdict in JUDGED}
    for _, verdict in JUDGED:
        if verdict.last_status is None:
            assert {(verdict.facts.formula, one.status) for one in verdict.thresholds} <= told, verdict.facts.formula


def test_a_sentence_is_one_sentence_without_ids_and_the_explanation_begins_with_it() -> None:
    for _, verdict in JUDGED:
        zh, en = headline(verdict, "zh"), headline(verdict, "en")
        assert zh.count("。") == 1, zh
        assert zh.endswith("。")
        assert re.fullmatch(r"[^.]*(\.\d[^.]*)*\.", en), en
        for text in (zh, en, explain_status(verdict, "zh"), explain_status(verdict, "en")):
            assert not NO_SENTENCE.search(text), text
        assert explain_status(verdict, "zh").startswith(zh)
        assert explain_status(verdict, "en").startswith(en)
