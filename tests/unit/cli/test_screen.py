"""What people see: whole texts, no mark-up by accident, times twice, colours never alone."""

from __future__ import annotations

import io
import os
from collections.abc import Callable

import grpc
import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from services.cli.scoreboard_view import ladder
from services.cli.screen import counted, file_words, moment, number, print_entry, rpc_words, table
from shared.model.status import TargetStatus
from xiheng.registry.v1 import registry_service_pb2 as messages
from xiheng.registry.v1 import registry_service_pb2_grpc as rpc

CHINESE = "累计 4 081 亩，进度线 5 150，全年目标 10 000。" * 6


def shown(show: Callable[[Console], object], *, terminal: bool, width: int = 80) -> str:
    console = Console(file=io.StringIO(), force_terminal=terminal, no_color=True, width=width, highlight=False)
    show(console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_an_entry_is_wrapped_on_a_terminal_and_whole_in_a_pipe() -> None:
    def entry(console: Console) -> None:
        print_entry(Text("新增耕地"), CHINESE, console=console)

    lines = shown(entry, terminal=True).splitlines()
    assert len(lines) > 3
    assert max(map(cell_len, lines)) <= 80
    assert all(line.startswith("    ") for line in lines[1:])
    assert shown(entry, terminal=False).splitlines() == ["新增耕地", f"    {CHINESE}"]


def test_columns_stand_below_each_other_though_chinese_is_wide() -> None:
    made = table("", "name", "value")
    made.add_row("无锡市", "1")
    made.add_row("Wuxi", "2")
    lines = shown(lambda console: console.print(made), terminal=False).splitlines()
    assert len({cell_len(line.rstrip()) for line in lines[1:]}) == 1


@pytest.mark.parametrize("comment", ["[/]", "[bold]meeting[/bold]", "see [1]", "\\[x]"])
def test_what_people_write_is_no_mark_up(comment: str) -> None:
    made = table("", "note")
    made.add_row(comment)
    assert comment in shown(lambda console: console.print(made), terminal=True)


def test_each_status_has_a_symbol_of_its_own() -> None:
    assert ladder([*TargetStatus, TargetStatus.AT_RISK]).plain == "★▲●◆◆▼✖○◎？"


def test_times_are_local_and_utc() -> None:
    assert moment(1_784_563_200_000) == "2026-07-21 00:00 (16:00Z)"
    assert moment(0) == "–"


@pytest.mark.parametrize(("value", "text"), [(None, "–"), (72_000.0, "72 000"), (0.125, "0.125"), (12_345_678.0, "12 345 678")])
def test_numbers_have_thin_groups(value: float | None, text: str) -> None:
    assert number(value) == text


def test_one_is_one() -> None:
    assert (counted(1, "mistake"), counted(0, "mistake")) == ("1 mistake", "0 mistakes")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileNotFoundError(2, "No such file or directory", "a.csv"), "a.csv: No such file or directory; correct the path"),
        (OSError(28, os.strerror(28), "/data"), "/data: No space left on device; free some space"),
        (OSError("something"), "something"),
    ],
)
def test_a_file_that_fails_is_named_with_the_remedy(error: OSError, words: str) -> None:
    assert file_words(error) == words


def test_a_service_that_is_away_is_named_with_the_remedy() -> None:
    with grpc.insecure_channel("127.0.0.1:9") as channel, pytest.raises(grpc.RpcError) as failed:
        rpc.RegistryServiceStub(channel).GetState(messages.GetStateRequest(), timeout=5)
    words = rpc_words(failed.value)
    assert words.startswith("the service does not answer (")
    assert words.endswith("try again, and see `xiheng doctor` for what is wrong")
