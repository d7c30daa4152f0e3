"""What `xiheng verify` says: whether the ledger is as it was written, and by which heads that was told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from services.cli.options import OutputFormat
from services.cli.screen import counted, fail, moment, out, print_json
from shared.model.chain_verification import Verified
from shared.model.kept_heads import KeptHead

_NOT_COMPARED = "not compared with heads that were recorded elsewhere"


class Compared(NamedTuple):
    """The heads that a ledger was compared with."""

    heads: Sequence[KeptHead]
    """In the order in which they were recorded."""
    left_out: str = ""
    """Why it was not compared; empty: it was."""

    @property
    def restorations(self) -> list[KeptHead]:
        """Those that say that the ledger was taken back to a backup."""
        return [one for one in self.heads if one.is_restoration]


def tell(found: Verified, compared: Compared, output: OutputFormat, *, is_strict: bool) -> None:
    """Print what was found.

    Raises:
        typer.Exit: If the ledger is not as it was written; with `is_strict` also if it was not compared.
    """
    if output is OutputFormat.JSON:
        print_json(_json(found, compared))
    finding = found.finding
    if finding:
        place = f"line {finding.line} (link {finding.link})" if finding.line else f"link {finding.link}"
        good = f"{counted(found.lines, 'line')} hold, up to link {found.links}"
        raise fail(f"{place}: {finding.reason}; {good}. Compare with a copy from before, and ask who could write the database or Kafka")
    if is_strict and compared.left_out:
        raise fail(f"{counted(found.lines, 'line')} whole by themselves, but {_NOT_COMPARED}: {compared.left_out}")
    if output is OutputFormat.TABLE:
        out.print(f"完好 whole: {counted(found.lines, 'line')} in {counted(found.links, 'link')}; words erased of {found.erased}")
        out.print(_heads_words(found, compared), markup=False, soft_wrap=True)
        for one in compared.restorations:
            words = f"restored to link {one.link} on {moment(one.time_ms)} by {one.restored_by}: {one.reason}"
            out.print(words, markup=False, soft_wrap=True)
        out.print(f"head {found.links}:{found.head}", soft_wrap=True)


def _heads_words(found: Verified, compared: Compared) -> str:
    if compared.left_out:
        return f"{_NOT_COMPARED}: {compared.left_out}"
    if not compared.heads:
        return "no head of it was recorded elsewhere yet"
    last = compared.heads[-1]
    since = found.links - last.link
    return f"{counted(len(compared.heads), 'head')} recorded elsewhere, the last on {moment(last.time_ms)}; {counted(since, 'link')} since then"


def _json(found: Verified, compared: Compared) -> dict[str, object]:
    finding = found.finding
    wrong = {"link": finding.link, "line": finding.line or None, "reason": finding.reason} if finding else None
    restored = [{"link": one.link, "time_ms": one.time_ms, "by": one.restored_by, "reason": one.reason} for one in compared.restorations]
    said = {"lines": found.lines, "links": found.links, "erased": found.erased, "head": found.head, "broken": wrong}
    return {**said, "heads": None if compared.left_out else len(compared.heads), "restored": restored}
