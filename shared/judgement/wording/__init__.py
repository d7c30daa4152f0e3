"""Wording: the sentences of an explanation, rendered from its facts when somebody reads them.

Facts may come from another release, whose formulas have other numbers: then the sentence says so, and nobody's reader stops over it.
"""

from __future__ import annotations

from collections.abc import Callable

from shared.judgement.verdict import Facts, StatusVerdict
from shared.judgement.wording.alerts import ALERT_SENTENCES, SILENT_FORMULA, TEST_FORMULA
from shared.judgement.wording.flip import flip_sentence
from shared.judgement.wording.methods import formula_words, method_words
from shared.judgement.wording.sentences import headline as _headline
from shared.judgement.wording.sentences import more
from shared.judgement.wording.told import Told
from shared.judgement.wording.typesetting import typeset
from shared.judgement.wording.units import Language, unit_word
from shared.judgement.wording.verdicts import beside_the_formula
from shared.judgement.wording.wordless import wordless
from shared.model.status import TargetStatus


def headline(verdict: StatusVerdict, language: Language) -> str:
    """Return the one sentence about a status that a newspaper could print."""
    return _rendered(verdict.facts, language, lambda: _headline(Told(verdict, language)))


def explain_status(verdict: StatusVerdict, language: Language) -> str:
    """Return the explanation of a status: the one sentence, and what else there is to say."""
    return both(verdict, language)[1]


def both(verdict: StatusVerdict, language: Language) -> tuple[str, str]:
    """Return the one sentence, and the explanation that begins with it: who shows both has it rendered once."""
    said = headline(verdict, language)
    rest = _rendered(verdict.facts, language, lambda: _rest(Told(verdict, language)))
    sentences = dict.fromkeys((said, rest))  # both may say that there are no words
    return said, ("" if language == "zh" else " ").join(filter(None, sentences))


def explain_alert(facts: Facts, language: Language) -> str:
    """Return the explanation of an alert."""
    return _rendered(facts, language, lambda: ALERT_SENTENCES[facts.formula](facts, language))


def _rest(one: Told) -> str:
    verdict, language = one.verdict, one.language
    flip = "" if verdict.status is TargetStatus.OVERDUE else flip_sentence(verdict, language)
    return ("" if one.zh else " ").join(filter(None, (*more(one), flip, *beside_the_formula(one))))


def _rendered(facts: Facts, language: Language, words: Callable[[], str]) -> str:
    try:
        return typeset(words(), language)
    except KeyError as lacking:
        return typeset(wordless(facts, str(lacking.args[0]), language), language)


__all__ = [
    "SILENT_FORMULA",
    "TEST_FORMULA",
    "Language",
    "both",
    "explain_alert",
    "explain_status",
    "formula_words",
    "headline",
    "method_words",
    "unit_word",
]
