"""Every formula has its sentence in both languages: how a status is judged, and how a value is worked out, with its standard."""

from __future__ import annotations

import re

import pytest

from shared.judgement.derivations import FORMULAS as DERIVATIONS
from shared.judgement.wording import formula_words, method_words
from shared.judgement.wording.methods import FORMULAS, METHODS
from shared.judgement.wording.sentences import SENTENCES

HAN = re.compile("[一-鿿]")
STANDARD = re.compile(r"(GB|HJ) ?(/T )?\d+(-\d{4})?|总站生字〔2001〕090号|国务院令|〔\d{4}〕\d*号?")


def test_every_formula_of_a_status_says_how_it_judges() -> None:
    assert FORMULAS.keys() == SENTENCES.keys()


def test_every_derivation_says_how_it_works_and_no_other_does() -> None:
    assert METHODS.keys() == DERIVATIONS.keys()


@pytest.mark.parametrize("name", DERIVATIONS)
def test_a_derivation_names_its_standard_or_whose_convention_it_is(name: str) -> None:
    zh, en = method_words(name, "zh"), method_words(name, "en")
    assert HAN.search(zh)
    assert zh.endswith("）。"), "what it goes by stands last"
    assert en.endswith("."), en
    assert name not in zh
    assert name not in en
    for standard in (one[0] for one in STANDARD.finditer(DERIVATIONS[name].source)):
        assert standard in zh, standard


@pytest.mark.parametrize("name", FORMULAS)
def test_a_status_is_told_how_it_is_judged_in_one_sentence(name: str) -> None:
    assert HAN.search(formula_words(name, "zh"))
    assert re.fullmatch(r"[A-Z][^.]*(\.\d[^.]*)*\.", formula_words(name, "en")), formula_words(name, "en")
