"""`xiheng alerts ledger` and `xiheng verify`: the ledger as a file, and whether it is as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from services.cli.options import Format, OutputFormat
from services.cli.reach import Reach, reaching
from services.cli.screen import command, counted, fail, out, print_json
from shared.client import Connection
from shared.model.chain import Kept, Link
from shared.model.chain_verification import Verified
from shared.model.chain_verification import verify as verified
from shared.model.ledger_file import line_text, link_text, read_ledger
from xiheng.alerts.v1 import alert_service_pb2 as messages
from xiheng.alerts.v1 import alert_service_pb2_grpc as rpc

_HEAD = re.compile(r"(\d+):([0-9a-f]{64})")
_SECONDS = 600


@command
@reaching
def ledger(
    target: Annotated[
        Path, typer.Argument(metavar="FILE", dir_okay=False, help="Where to write it; a line of JSON for each link and line.")
    ],
    *,
    reach: Reach,
) -> None:
    """导出全部台账。 Write the whole ledger of alerts to a file, which `xiheng verify` checks without a platform.

    Examples 示例:

    - `xiheng alerts ledger ledger-2026.jsonl`
    """
    notifier = reach.to("notifier")
    count = 0
    with target.open("w", encoding="utf-8") as file:
        for part in _parts(notifier):
            file.write((link_text(part) if isinstance(part, Link) else line_text(part)) + "\n")
            count += isinstance(part, Kept)
    out.print(f"{target}: {counted(count, 'line')}", markup=False, soft_wrap=True)


@command
@reaching
def verify(
    source: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", exists=True, dir_okay=False, help="A ledger written by `xiheng alerts ledger`.")
    ] = None,
    heads: Annotated[
        list[str] | None, typer.Option("--head", metavar="LINK:HASH", help="An end that was printed before; may be repeated.")
    ] = None,
    output: Format = OutputFormat.TABLE,
    *,
    reach: Reach,
) -> None:
    """校验台账是否被改动。 Check that no line of the ledger was changed, taken out or put in; without a file that of the platform.

    Examples 示例:

    - `xiheng verify ledger-2026.jsonl`: needs no platform
    - `xiheng verify --head 12:f0a1f0a1f0a1f0a1f0a1f0a1f0a1f0a1f0a1f0a1f0a1f0a1f0a1f0a1f0a1f0a1`
    """
    kept = dict(map(_head, heads or ()))
    if source is None:
        notifier = reach.to("notifier")
        parts = list(_parts(notifier))
        links, lines = [one for one in parts if isinstance(one, Link)], [one for one in parts if isinstance(one, Kept)]
    else:
        with source.open(encoding="utf-8") as file:
            links, lines = read_ledger(file)
    _tell(verified(links, lines, kept), output)


def _tell(found: Verified, output: OutputFormat) -> None:
    finding = found.finding
    if output is OutputFormat.JSON:
        wrong = {"link": finding.link, "line": finding.line or None, "reason": finding.reason} if finding else None
        print_json({"lines": found.lines, "links": found.links, "erased": found.erased, "head": found.head, "broken": wrong})
    if finding:
        place = f"line {finding.line} (link {finding.link})" if finding.line else f"link {finding.link}"
        good = f"{counted(found.lines, 'line')} before it hold, up to link {found.links}"
        raise fail(f"{place}: {finding.reason}; {good}. Compare with a copy from before, and ask who could write the database")
    if output is OutputFormat.TABLE:
        out.print(f"完好 whole: {counted(found.lines, 'line')} in {counted(found.links, 'link')}; words erased of {found.erased}")
        out.print(f"head {found.links}:{found.head}", soft_wrap=True)


def _parts(reach: Connection) -> Iterator[Link | Kept]:
    with reach.open() as channel:
        request = messages.ReadLedgerRequest()
        for part in rpc.AlertServiceStub(channel).ReadLedger(request, metadata=reach.metadata, timeout=_SECONDS):
            if part.HasField("link"):
                yield Link(part.link.number, part.link.time_ms, part.link.hash)
            else:
                line = part.line
                words = line.words if line.HasField("words") else None
                yield Kept(line.number, line.link, line.alert_id, line.body, line.digest, line.salt, words)


def _head(text: str) -> tuple[int, str]:
    found = _HEAD.fullmatch(text)
    if not found:
        raise typer.BadParameter(f"{text!r} is no head such as 12:f0a1…, a link's number and its 64 digits", param_hint="--head")
    return int(found[1]), found[2]
