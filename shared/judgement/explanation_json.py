"""The facts of an explanation as JSON values: what `xiheng explain` prints beside the status itself."""

from __future__ import annotations

from typing import Any

from shared.judgement.report_json import status_json
from shared.judgement.verdict import StatusVerdict
from shared.judgement.wording import formula_words, method_words


def explanation_json(verdict: StatusVerdict) -> dict[str, Any]:
    """Return a status with its facts: formula, thresholds, numbers and texts, and how a derived value was worked out."""
    facts, derived = verdict.facts, verdict.facts.texts.get("derived_by")
    return {
        **status_json(verdict),
        "title": {"zh": verdict.title.zh, "en": verdict.title.en},
        "formula": {"id": facts.formula, "zh": formula_words(facts.formula, "zh"), "en": formula_words(facts.formula, "en")},
        "derived_by": {"id": derived, "zh": method_words(derived, "zh"), "en": method_words(derived, "en")} if derived else None,
        "thresholds": [
            {"status": one.status.word, "floor": one.floor, "ceiling": one.ceiling, "open": one.open} for one in verdict.thresholds
        ],
        "numbers": dict(sorted(facts.numbers.items())),
        "texts": dict(sorted(facts.texts.items())),
    }
