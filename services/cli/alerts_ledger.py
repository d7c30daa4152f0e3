"""`xiheng alerts ledger` and `xiheng verify`: the ledger as a file, and whether it is as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from services.cli.ledger_verdict import Compared, tell
from services.cli.options import Format, OutputFormat
from services.cli.reach import Reach, kafka_address, reaching
from services.cli.screen import command, counted, out
from shared.client import Connection
from shared.events.ledger_heads import NOTIFIER, recorded_heads
from shared.model.chain import Kept, Link
from shared.model.chain_verification import verify as verified
from shared.model.errors import Unavailable
from shared.model.head_notes import verify_both_ways
from shared.model.kept_heads import read_heads
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
        Path | None, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="A ledger written by `xiheng alerts ledger`.")
    ] = None,
    heads: Annotated[
        list[str] | None, typer.Option("--head", metavar="LINK:HASH", help="An end that was printed before; may be repeated.")
    ] = None,
    recorded: Annotated[
        Path | None, typer.Option("--heads", metavar="FILE", exists=True, dir_okay=False, help="Heads written by `xiheng alerts heads`.")
    ] = None,
    output: Format = OutputFormat.TABLE,
    *,
    is_strict: Annotated[bool, typer.Option("--strict", help="Fail also where recorded heads were left out by choice.")] = False,
    reach: Reach,
) -> None:
    """校验台账是否被改动。 Check that no line of the ledger was changed, taken out or put in; without a file that of the platform.

    That of the platform is compared with the heads that were recorded on Kafka (KAFKA_BOOTSTRAP_SERVERS where the platform is not here);
    while they cannot be read it is checked by itself, and the command fails, unless a head is given. A file is compared with those of
    `--heads`; without them it is only told whether it is consistent with itself, and with `--strict` that is a failure.

    Examples 示例:

    - `xiheng verify`
    - `xiheng verify ledger-2026.jsonl --heads heads-2026.jsonl`: needs no platform
    - `xiheng verify --head 12:f0a1f0a1f0a1f0a1f0a1f0a1f0a1f0a1f0a1f0a1f0a1f0a1f0a1f0a1f0a1f0a1`
    """
    given = dict(map(_head, heads or ()))
    # Heads go first: those that are recorded later may lie behind the end that was read.
    compared = _compared(source, recorded, reach, given)
    if source is None:
        links, lines = read_whole(reach)
    else:
        with source.open(encoding="utf-8") as file:
            links, lines = read_ledger(file)
    found = verified(links, lines, given) if compared.left_out else verify_both_ways(links, lines, compared.heads, given)
    tell(found, links, compared, output, is_strict=is_strict)


def read_whole(reach: Reach) -> tuple[list[Link], list[Kept]]:
    """Return the links and lines of the platform's ledger."""
    parts = list(_parts(reach.to("notifier")))
    return [one for one in parts if isinstance(one, Link)], [one for one in parts if isinstance(one, Kept)]


def _compared(source: Path | None, recorded: Path | None, reach: Reach, given: Mapping[int, str]) -> Compared:
    """Return the heads to compare with: those of a file, else those of the platform's Kafka; a ledger from a file has none of itself."""
    if recorded is not None:
        with recorded.open(encoding="utf-8") as file:
            return Compared(read_heads(file), given=len(given))
    if source is not None:
        return Compared([], "no --heads FILE was given", by_choice=True, given=len(given))
    try:
        return Compared(recorded_heads(kafka_address(reach.folder), NOTIFIER), given=len(given))
    except Unavailable as error:
        return Compared([], str(error), by_choice=bool(given), given=len(given))


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
