"""The sentence about a correction: what had been told of the period before figures were revised."""

from __future__ import annotations

from collections.abc import Iterator

from shared.judgement.correction import Correction
from shared.judgement.wording.dates import period_words
from shared.judgement.wording.told import Told
from shared.judgement.wording.verdict_words import STATUS_EN


def corrected(one: Told) -> Iterator[str]:
    """Tell the earlier verdict and value, as far as they were others, and which figure's revision changed them."""
    earlier = one.verdict.correction
    if earlier is None:
        return
    shown = earlier.value is not None and earlier.value != one.verdict.value and "class" not in one.texts
    amount = one.amount(earlier.value) if shown and earlier.value is not None else ""
    if one.zh:
        told = f"此前{f'为 {amount},' if amount else ''}判定为{earlier.status.chinese}"
        yield f"{told};{_revised(one, earlier)}更正。"
    else:
        was = "had been" if earlier.status <= 1 else "was"
        told = f"the target {was} {STATUS_EN[earlier.status]}{f', with {amount},' if amount else ''}"
        yield f"Corrected: {told} until {_revised(one, earlier)}."


def _revised(one: Told, earlier: Correction) -> str:
    """Return which figure was revised; the first, where there are more."""
    first, others = earlier.revisions[0], len(earlier.revisions) > 1
    period = period_words(first.period, one.language)
    if one.zh:
        return f"因{period}{'等' if others else ''}的数据{'撤回' if first.value is None else '修订'}而"
    return f"the figure of {period} {'and others were' if others else 'was'} {'withdrawn' if first.value is None else 'revised'}"
