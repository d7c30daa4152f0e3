"""Wording: the sentences of an explanation, rendered from its facts when somebody reads them."""

from __future__ import annotations

from shared.judgement.verdict import Facts, StatusVerdict
from shared.judgement.wording.alerts import ALERT_SENTENCES
from shared.judgement.wording.flip import flip_sentence
from shared.judgement.wording.methods import formula_words, method_words
from shared.judgement.wording.sentences import headline as _headline
from shared.judgement.wording.sentences import more
from shared.judgement.wording.told import Told
from shared.judgement.wording.typesetting import typeset
from shared.judgement.wording.units import Language, unit_word
from shared.judgement.wording.verdicts import beside_the_formula
from shared.model.status import TargetStatus


def headline(verdict: StatusVerdict, language: Language) -> str:
    """Return the one sentence about a status that a newspaper could print."""
    return typeset(_headline(Told(verdict, language)), language)


def explain_status(verdict: StatusVerdict, language: Language) -> str:
    """Return the explanation of a status: the one sentence, and what else there is to say."""
    one = Told(verdict, language)
    flip = "" if verdict.status is TargetStatus.OVERDUE else flip_sentence(verdict, language)
    sentences = (_headline(one), *more(one), flip, *beside_the_formula(one))
    return typeset(("" if one.zh else " ").join(filter(None, sentences)), language)


def explain_alert(facts: Facts, language: Language) -> str:
    """Return the explanation of an alert."""
    return typeset(ALERT_SENTENCES[facts.formula](facts, language), language)


__all__ = ["Language", "explain_alert", "explain_status", "formula_words", "headline", "method_words", "unit_word"]
