"""What `xiheng verify` says: whether the ledger is as it was written, and by which heads that was told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from services.cli.options import OutputFormat
from services.cli.screen import counted, fail, moment, out, print_json
from shared.model.chain import Link
from shared.model.chain_verification import Finding, Verified
from shared.model.kept_heads import KeptHead, Restoration, restorations


class Compared(NamedTuple):
    """The heads that a ledger was compared with."""

    heads: Sequence[KeptHead]
    """In the order in which they were recorded."""
    left_out: str = ""
    """Why it was not compared; empty: it was."""
    by_choice: bool = False
    """Whoever asked wanted it so."""
    given: int = 0
    """Heads that were given by hand."""


def tell(found: Verified, links: Sequence[Link], compared: Compared, output: OutputFormat, *, is_strict: bool) -> None:
    """Print what was found.

    Raises:
        typer.Exit: If the ledger is not as it was written, or could not be compared; with `is_strict` also if that was left out by choice.
    """
    if output is OutputFormat.JSON:
        print_json(_json(found, links, compared))
    if found.finding:
        raise fail(_broken(found, found.finding))
    if output is OutputFormat.TABLE:
        for words in _words(found, links, compared):
            out.print(words, markup=False, soft_wrap=True)
    if compared.left_out and (is_strict or not compared.by_choice):
        raise fail(
            f"heads not compared: {compared.left_out}. A ledger that was cut, or written anew as a whole, is consistent with itself too"
        )


def _broken(found: Verified, finding: Finding) -> str:
    place = f"line {finding.line} (link {finding.link})" if finding.line else f"link {finding.link}"
    good = f"{counted(found.lines, 'line')} hold, up to link {found.links}"
    return f"{place}: {finding.reason}; {good}. Compare with a copy from before, and ask who could write the database or Kafka"


def _words(found: Verified, links: Sequence[Link], compared: Compared) -> Iterator[str]:
    word = "完好 whole" if compared.heads or compared.given else "自洽 consistent with itself"
    yield f"{word}: {counted(found.lines, 'line')} in {counted(found.links, 'link')}; words erased of {found.erased}"
    yield _heads_words(found, compared)
    for one in restorations(compared.heads):
        yield _restored(one)
        if (link := one.back_dated(links)) is not None:
            yield (
                f"doubtful: link {link.number} says that it was made on {moment(link.time_ms)}, between heads that are void: no backup has it, "
                "and nothing that was appended to one"
            )
    yield f"head {found.links}:{found.head}"


def _heads_words(found: Verified, compared: Compared) -> str:
    if compared.left_out:
        also = "; --strict makes this a failure" if compared.by_choice else ""
        return f"heads not compared: {compared.left_out}{also}"
    if not compared.heads:
        return "no head of it was recorded elsewhere yet"
    last = compared.heads[-1]
    since = found.links - last.link
    return f"{counted(len(compared.heads), 'head')} recorded elsewhere, the last on {moment(last.time_ms)}; {counted(since, 'link')} since then"


def _restored(one: Restoration) -> str:
    """Return what was recorded of a ledger that was restored, or of heads that were lost."""
    head = one.head
    by = f"on {moment(head.time_ms)} by {head.restored_by}: {head.reason}"
    if not one.void:
        return f"heads up to link {head.link} were lost, as was recorded {by}"
    return f"restored to link {head.link} {by}; {counted(len(one.void), 'later head')} void"


def _json(found: Verified, links: Sequence[Link], compared: Compared) -> dict[str, object]:
    finding = found.finding
    wrong = {"link": finding.link, "line": finding.line or None, "reason": finding.reason} if finding else None
    said = {"lines": found.lines, "links": found.links, "erased": found.erased, "head": found.head, "broken": wrong}
    heads = {"heads": None if compared.left_out else len(compared.heads), "not_compared": compared.left_out or None}
    return {**said, **heads, "restored": [_restored_json(one, links) for one in restorations(compared.heads)]}


def _restored_json(one: Restoration, links: Sequence[Link]) -> dict[str, object]:
    head, doubtful = one.head, one.back_dated(links)
    said = {"link": head.link, "time_ms": head.time_ms, "by": head.restored_by, "reason": head.reason}
    return {**said, "void_heads": len(one.void), "doubtful_link": doubtful.number if doubtful else None}
