"""`xiheng dead-letters list|show|replay`."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Annotated, Any

import typer
from google.protobuf.json_format import MessageToDict

from services.cli.options import Format, OutputFormat
from services.cli.reach import DEFAULT_FOLDER, PlatformFolder, kafka_address
from services.cli.screen import command, counted, fail, moment, out, print_json, table
from shared.events.codec import decode_event
from shared.events.kafka_client import Consumer, Producer
from shared.events.topics import AREA_EVENTS, DEAD_LETTERS
from shared.model.errors import Invalid
from xiheng.events.v1.verdict_pb2 import DeadLetter

dead_letters = typer.Typer(help="Records that could not be applied: nothing is lost. 无法处理的记录：查看、重放。", no_args_is_help=True)

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="Number of the letter, as `list` shows it.")]


@dead_letters.command("list")
@command
def list_letters(output: Format = OutputFormat.TABLE, platform: PlatformFolder = DEFAULT_FOLDER) -> None:
    """列出无法处理的记录。 List dead letters, oldest first.

    Examples 示例:

    - `xiheng dead-letters list`
    - `KAFKA_BOOTSTRAP_SERVERS=kafka:9092 xiheng dead-letters list --format json`
    """
    found = list(read_letters(kafka_address(platform)))
    if output is OutputFormat.JSON:
        print_json([_letter_json(number, letter) for number, letter in found])
        return
    made = table("", "number", "when", "from", "bytes", "reason", "what was wrong")
    for number, letter in found:
        origin = f"{letter.topic}/{letter.partition} at {letter.offset}"
        made.add_row(str(number), moment(letter.dead_time_ms), origin, str(len(letter.value)), letter.reason, letter.message)
    if found:
        out.print(made)
    out.print(counted(len(found), "dead letter"))


@dead_letters.command()
@command
def show(number: Number, output: Format = OutputFormat.TABLE, platform: PlatformFolder = DEFAULT_FOLDER) -> None:
    """查看一条记录的全部内容。 Show one letter whole; the value in base64.

    Examples 示例:

    - `xiheng dead-letters show 0`
    - `xiheng dead-letters show 0 --format json`
    """
    letter = _letter(number, kafka_address(platform))
    if output is OutputFormat.JSON:
        print_json(_letter_json(number, letter))
        return
    out.print(f"{letter.topic}/{letter.partition} at {letter.offset}, {moment(letter.dead_time_ms)}")
    out.print(f"{letter.reason}: {letter.message}", markup=False, soft_wrap=True)
    out.print(f"key: {letter.key.decode(errors='replace')}", markup=False)
    out.print(base64.b64encode(letter.value).decode(), soft_wrap=True)


@dead_letters.command()
@command
def replay(
    number: Number,
    force: Annotated[bool, typer.Option("--force", help="Also when this release cannot read it either.")] = False,
    platform: PlatformFolder = DEFAULT_FOLDER,
) -> None:
    """重放一条记录。 Send a letter into the log again, where a mended release can read it. Harmless when repeated.

    Examples 示例:

    - `xiheng dead-letters replay 0`
    """
    address = kafka_address(platform)
    letter = _letter(number, address)
    if not letter.value:
        raise fail(f"the letter has no record in it; see {letter.topic}/{letter.partition} at {letter.offset}")
    try:
        decode_event(letter.value)
    except Invalid as error:
        if not force:
            raise fail(f"this release cannot read it either: {error}") from error
    producer = Producer(address, name="xiheng-dead-letters")
    position = producer.send(AREA_EVENTS, key=letter.key or None, value=letter.value, partition=letter.partition).result()
    producer.close()
    out.print(f"sent to {position.topic}/{position.partition} at {position.offset}")


def read_letters(address: str) -> Iterator[tuple[int, DeadLetter]]:
    """Yield (number, letter), oldest first."""
    consumer = Consumer(address, name="xiheng-dead-letters")
    try:
        end = consumer.ends(DEAD_LETTERS)[0]
        consumer.assign({(DEAD_LETTERS, 0): 0})
        while consumer.position(DEAD_LETTERS, 0) < end:
            for record in consumer.poll(0.5):
                yield record.offset, DeadLetter.FromString(record.value or b"")
    finally:
        consumer.close()


def _letter_json(number: int, letter: DeadLetter) -> dict[str, Any]:
    """Return a letter as JSON values; key and value in base64."""
    return {"number": number, **MessageToDict(letter, preserving_proto_field_name=True)}


def _letter(number: int, address: str) -> DeadLetter:
    found = next((letter for at, letter in read_letters(address) if at == number), None)
    if found is None:
        raise fail(f"there is no dead letter {number}; `xiheng dead-letters list` shows those there are")
    return found
