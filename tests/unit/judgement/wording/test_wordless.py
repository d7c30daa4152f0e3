"""Facts of another release: the answer says so, and no reader stops over it."""

from __future__ import annotations

import pytest

from shared.judgement.verdict import Facts, StatusVerdict
from shared.judgement.wording import Language, explain_alert, explain_status, formula_words, headline, method_words
from tests.unit.judgement.wording.cases import FILES

VERDICTS = [verdict for cases in FILES.values() for case in cases for verdict in case.verdicts()]
UNKNOWN = "cumulative.at-least/9"


def without(verdict: StatusVerdict, name: str) -> StatusVerdict:
    facts = verdict.facts
    numbers = {key: value for key, value in facts.numbers.items() if key != name}
    texts = {key: value for key, value in facts.texts.items() if key != name}
    return verdict._replace(facts=facts._replace(numbers=numbers, texts=texts))


def told(verdict: StatusVerdict) -> list[str]:
    languages: tuple[Language, ...] = ("zh", "en")
    return [words(verdict, language) for words in (headline, explain_status) for language in languages]


def test_whatever_the_facts_lack_there_is_an_answer() -> None:
    seen = 0
    for verdict in VERDICTS[::3]:
        for name in (*verdict.facts.numbers, *verdict.facts.texts):
            said = told(without(verdict, name))
            assert all(said)
            seen += sum(f"as the facts lack {name}." in one for one in said)
    assert seen > 100


def test_a_formula_of_another_release_is_named() -> None:
    verdict = next(one for one in VERDICTS if one.facts.formula == "cumulative.at-least/1" and one.value is not None)
    said = told(verdict._replace(facts=verdict.facts._replace(formula=UNKNOWN)))
    assert said[0] == f"依公式 {UNKNOWN} 判定；本版本没有该公式的说明文字。".replace(" 判", "判")
    assert said[1] == f"Judged by {UNKNOWN}, which this release has no words for."
    assert said[3].startswith(said[1])
    assert (formula_words(UNKNOWN, "en"), method_words(UNKNOWN, "zh")) == (
        "This release has no words for it.",
        "本版本没有该公式的说明文字。",
    )


@pytest.mark.parametrize("facts", [Facts("rule/9"), Facts("rule/1")], ids=["formula", "facts"])
def test_an_alert_of_another_release_is_named(facts: Facts) -> None:
    assert facts.formula in explain_alert(facts, "zh")
    assert facts.formula in explain_alert(facts, "en")
