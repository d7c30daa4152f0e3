"""How a status is judged and how a value is worked out, in a sentence each: what stands behind the id of a formula."""

from __future__ import annotations

from collections.abc import Mapping

from shared.judgement.wording.methods_of_city import CITY
from shared.judgement.wording.methods_of_nature import NATURE
from shared.judgement.wording.typesetting import typeset
from shared.judgement.wording.units import Language

METHODS: Mapping[str, tuple[str, str]] = {**CITY, **NATURE}
"""How each derived value is worked out, in Chinese and English, with its standard; a convention of the platform says so."""

_WORDLESS = ("本版本没有该公式的说明文字。", "This release has no words for it.")
"""What is said of a formula of another release."""

FORMULAS: Mapping[str, tuple[str, str]] = {
    "cumulative.at-least/1": (
        "按计划进度判定:累计值与同期计划之比达到105%为超进度,达到97%为达进度,达到85%为偏慢,以下为滞后;达到全年目标即为已完成。",
        (
            "Judged against the plan curve: from 105% of what is planned by then ahead, from 97% on track, from 85% at risk, below off track; "
            "the year's number decides at once."
        ),
    ),
    "cumulative.at-most/1": (
        "按控制进度判定:同期控制数与累计值之比达到105%为超进度,达到97%为达进度,达到85%为偏慢,以下为滞后;超过全年上限即为已突破。",
        (
            "Judged against a ceiling that grows with the year: the ceiling from 105% of the value ahead, from 97% on track, from 85% at risk, "
            "below off track; beyond the year's limit breached."
        ),
    ),
    "level.at-least/1": (
        "按公布值判定:达到目标为达进度,差距在容许范围内为偏慢,更大为滞后;全年值决定是否完成。",
        "Judged as published: at the target or above on track, within the tolerance below at risk, lower off track; the whole year's value decides.",
    ),
    "level.at-most/1": (
        "按公布值判定:不超过上限为达进度,超出在容许范围内为偏慢,更多为滞后;全年值决定是否完成。",
        "Judged as published: at the limit or below on track, within the tolerance above at risk, higher off track; the whole year's value decides.",
    ),
    "level.around/1": (
        "按与目标的距离判定:在允许带内为达进度,在两倍允许带内为偏慢,以外为滞后。",
        "Judged by the distance from the target: within the band on track, within twice the band at risk, farther off track.",
    ),
    "level.at-least-over-base/1": (
        "按比上年末的净增判定:达到目标为达进度,有净增为偏慢,减少为滞后;全年值决定是否完成。",
        (
            "Judged by the increase over the end of last year: from the number wanted on track, from zero at risk, a decrease off track; "
            "the whole year's value decides."
        ),
    ),
    "external-limit/1": (
        "按上级下达的限值判定;下达之前无法判断。",
        "Judged against a limit set by a higher authority; before it is set there is no verdict.",
    ),
    "external-limit.range/1": (
        "按规定区间判定:区间内为达进度,超出在容许范围内为偏慢,更多为滞后。",
        "Judged against a range set from outside: inside on track, within the tolerance outside at risk, farther off track.",
    ),
    "last-year.improves/1": (
        "与上年同期比较:改善为达进度,持平或退步在容许范围内为偏慢,更多为滞后。",
        "Judged against the same period of last year: better on track, the same or worse within the tolerance at risk, worse than that off track.",
    ),
    "last-year.not-worse/1": (
        "与上年同期比较:退步在容许范围内为达进度,在两倍容许范围内为偏慢,更多为滞后。",
        "Judged against the same period of last year: worse by no more than the tolerance on track, by no more than twice at risk, else off track.",
    ),
    "trend.stabilises/1": (
        "按走势判定:止跌为达进度,降幅连续三期收窄为达进度,比上期收窄为偏慢,否则为滞后。",
        "Judged by its course: no fall on track, a fall that narrowed three times in a row on track, one that narrowed last at risk, else off track.",
    ),
    "constraint.none-new/1": (
        "零新增:年内任何一期出现即为已突破。",
        "None is allowed: any amount in the year is a breach.",
    ),
    "constraint.steadily/1": (
        "稳定达标:年内未达标期数超过允许数即为已突破。",
        "A class to be kept: more periods below it than allowed are a breach.",
    ),
    "relation.in-step-with/1": (
        "按与参照增速之差判定,实际、名义两种口径以较差者为准:不低于-0.5个百分点为达进度,不低于-1.0个百分点为偏慢,更低为滞后。",
        (
            "Judged by the distance from the other growth, the worse of real and nominal terms counting: from -0.5 points on track, "
            "from -1.0 points at risk, lower off track."
        ),
    ),
    "register.all-done/1": (
        "按清单完成情况判定:无逾期为达进度,逾期不超过一成为偏慢,更多或有“确保”事项逾期为滞后,全部完成为已完成。",
        "Judged by its list: nothing late on track, up to a tenth late at risk, more or a late item that was promised off track, all done reached.",
    ),
    "register.all-covered/1": (
        "按清单报送情况判定:全部报送进展为达进度,九成以上为偏慢,以下为滞后。",
        "Judged by its list: progress reported on all items on track, on nine in ten at risk, on fewer off track.",
    ),
    "unassessable/1": ("所缺事项补齐后方可判定。", "There is no verdict until what is missing is there."),
    "overdue/1": (
        "按发布日历判定:应报之日已过,数据未到。",
        "Judged by the release calendar: the day has passed and the value is not there.",
    ),
    "too-early/1": ("按发布日历判定:首个数据尚未到期。", "Judged by the release calendar: the first value is not due yet."),
}
"""How the formula of each status judges; numbers are the platform's defaults where the target sets none of its own."""


def formula_words(formula: str, language: Language) -> str:
    """Return how a formula judges."""
    return typeset(FORMULAS.get(formula, _WORDLESS)[0 if language == "zh" else 1], language)


def method_words(formula: str, language: Language) -> str:
    """Return how a derived value is worked out."""
    return typeset(METHODS.get(formula, _WORDLESS)[0 if language == "zh" else 1], language)
