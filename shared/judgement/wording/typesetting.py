"""How a finished text is set in its language."""

from __future__ import annotations

import re

from shared.judgement.wording.units import Language

_CHINESE = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”]"


def typeset(text: str, language: Language) -> str:
    """Return a text as it is set: Chinese with its own punctuation, and without blanks between its characters and figures.

    A colon between digits is a time of day. What grows by less than nothing falls.
    """
    if language == "en":
        return text
    text = re.sub(r"(增长|下降) -(?=\d)", lambda found: "下降 " if found[1] == "增长" else "上升 ", text)
    text = re.sub(r"(?<!\d):|:(?!\d)", "：", text.replace(",", "，").replace(";", "；"))
    text = text.replace("(", "（").replace(")", "）")
    return re.sub(rf"(?<={_CHINESE}) (?=[\d+-]|{_CHINESE})|(?<=[\d%]) (?={_CHINESE})", "", text)
