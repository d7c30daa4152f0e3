"""The texts in the facts of a status that name which child areas its value waits for, and for what of each."""

from __future__ import annotations

from collections.abc import Mapping

from shared.judgement.as_of import Lacking
from shared.judgement.view import Lacking as Child
from shared.judgement.view import View
from shared.model.period import Period


def lacking_in(view: View, indicator: str) -> Lacking:
    """Return what names the child areas that a period waits for: codes, the period, and words in both languages; empty: there are none."""

    def lacking(period: Period) -> Mapping[str, str]:
        found = view.lacking(indicator, period)
        if not found:
            return {}
        zh, en = "、".join(map(_in_chinese, found.values())), ", ".join(map(_in_english, found.values()))
        return {"lacking": ",".join(found), "lacking_in": period.text, "lacking_zh": zh, "lacking_en": en}

    return lacking


def _in_chinese(one: Child) -> str:
    without = [f"缺{'、'.join(names.zh for names in one.without)}"] if one.without else []
    said = [*without, *([f"仅报至 {one.part.text}"] if one.part is not None else [])]
    return one.names.zh + (f"({','.join(said)})" if said else "")


def _in_english(one: Child) -> str:
    without = [f"without {' and '.join(names.en for names in one.without)}"] if one.without else []
    said = [*without, *([f"only up to {one.part.text}"] if one.part is not None else [])]
    return one.names.en + (f" ({', '.join(said)})" if said else "")
