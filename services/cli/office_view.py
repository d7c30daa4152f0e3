"""What is shown beside a verdict: who answers for it, how far its inputs are reviewed, what units and leaders said."""

from __future__ import annotations

from collections.abc import Iterable

from services.cli.screen import moment, out
from shared.judgement.verdict import StatusVerdict
from shared.model.statement import Statement
from xiheng.scoreboard.v1 import scoreboard_service_pb2 as messages


def print_beside(verdict: StatusVerdict, checks: Iterable[messages.SignatureCheck]) -> None:
    """Print what stands beside a verdict; the verdict itself stays the computed one."""
    if verdict.owner:
        out.print(f"  牵头单位 responsible: {verdict.owner}", markup=False)
    for one in verdict.inputs:
        if one.review is not None:
            step = one.review.step
            note = f": {one.review.note}" if one.review.note else ""
            said = (
                f"{one.indicator} {one.period.text} {step.chinese} {step.word}, {one.review.reviewer}, {moment(one.review.time_ms)}{note}"
            )
            out.print(f"  {said}", markup=False, soft_wrap=True)
    found = {one.event_id: one for one in checks}
    for statement in verdict.statements:
        out.print(f"  {_said(statement, found.get(statement.event_id))}", markup=False, soft_wrap=True)


def _said(statement: Statement, check: messages.SignatureCheck | None) -> str:
    text = " / ".join(one for one in (statement.zh, statement.en) if one)
    who = f"{statement.unit or statement.author}, {moment(statement.time_ms)}"
    if statement.status is None:
        return f"说明 remark ({who}): {text}"
    signed = "not checked" if check is None else f"{'签名有效 valid' if check.valid else '签名无效 INVALID'}: {check.finding}"
    stated = f"{statement.status.chinese} {statement.status.word}"
    return f"人工认定 override ({who}): {stated}, {statement.document}, until {statement.until}: {text} [{signed}]"
