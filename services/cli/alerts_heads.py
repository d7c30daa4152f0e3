"""`xiheng alerts heads` and `ledger-restored`: where the ledger ended by what was recorded elsewhere, and that it was taken back to a backup."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from services.cli.alerts_ledger import read_whole
from services.cli.reach import DEFAULT_FOLDER, PlatformFolder, Reach, kafka_address, reaching
from services.cli.screen import command, counted, fail, out
from shared.events.ledger_heads import NOTIFIER, record_head, recorded_heads
from shared.model.chain import GENESIS, Kept, Link
from shared.model.chain_verification import verify
from shared.model.head_notes import verify_both_ways
from shared.model.kept_heads import KeptHead, Restoration, head_text, heads_in_force, last_in_common, restorations


@command
def heads(
    target: Annotated[Path, typer.Argument(metavar="FILE", dir_okay=False, help="Where to write them; a line of JSON for each.")],
    platform: PlatformFolder = DEFAULT_FOLDER,
) -> None:
    """导出记录在 Kafka 上的链头。 Write the heads of the ledger that were recorded on Kafka to a file, which `xiheng verify` compares a ledger with.

    Examples 示例:

    - `xiheng alerts heads heads-2026.jsonl`
    - `KAFKA_BOOTSTRAP_SERVERS=kafka:9092 xiheng alerts heads heads-2026.jsonl`
    """
    found = recorded_heads(kafka_address(platform), NOTIFIER)
    target.write_text("".join(f"{head_text(one)}\n" for one in found), encoding="utf-8")
    out.print(f"{target}: {counted(len(found), 'head')}", markup=False, soft_wrap=True)


@command
@reaching
def ledger_restored(
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who restored it.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, and from which backup.")],
    *,
    reach: Reach,
) -> None:
    """登记台账已从备份恢复，或链头已丢失。 Record on Kafka that the ledger was restored from a backup: heads of what it lacked are void from now on.

    Where heads were lost with Kafka, and the ledger lacks nothing, it records that instead. It can never be taken back: `xiheng verify` shows
    it each time.

    Examples 示例:

    - `xiheng alerts ledger-restored --by li --reason "disk lost on 3 May, backup of 2 May"`
    """
    if not by.strip() or not reason.strip():
        raise typer.BadParameter("must not be empty", param_hint="--by, --reason")
    address = kafka_address(reach.folder)
    recorded = recorded_heads(address, NOTIFIER)
    links, lines = read_whole(reach)
    if (wrong := verify(links, lines).finding) is not None:
        raise fail(
            f"link {wrong.link}: {wrong.reason}; this is no ledger as it was written at any time: restore a backup that `xiheng verify` finds whole"
        )
    if verify_both_ways(links, lines, recorded, {}).finding is None:
        raise fail("the ledger has every head that was recorded: there is nothing to say")
    common = _goes_on_after(links, lines, recorded)
    said = KeptHead(common.link, common.hash, time.time_ns() // 1_000_000, by, reason)
    record_head(address, NOTIFIER, said)
    out.print(f"recorded: {_what(restorations([*recorded, said])[-1])}", soft_wrap=True)


def _goes_on_after(links: Sequence[Link], lines: Sequence[Kept], recorded: Sequence[KeptHead]) -> KeptHead:
    """Return the last head in common; where the ledger has all that are left, and only heads were lost, its end."""
    if verify(links, lines, heads_in_force(recorded)).finding is None:
        return KeptHead(links[-1].number, links[-1].hash, 0)
    return last_in_common(recorded, {one.number: one.hash for one in links}) or KeptHead(0, GENESIS, 0)


def _what(one: Restoration) -> str:
    if not one.void:
        return f"heads were lost; those up to link {one.head.link}, where the ledger ends, are not asked for again. It has every head that was left"
    return f"restored to link {one.head.link}; {counted(len(one.void), 'later head')} void"
