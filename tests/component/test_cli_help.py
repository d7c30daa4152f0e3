"""The help of every command: what it does in both languages, an example that is right, and 80 columns are enough."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import pytest
import typer
from rich.cells import cell_len
from typer.testing import CliRunner

from services.cli.__main__ import make_app

APP = make_app()
HAN = re.compile(r"[\u3400-\u9fff]")
EXAMPLE = re.compile(r"`((?:[A-Z_]+=\S+ )?xiheng [^`]+)`")


def commands(app: typer.Typer = APP, *before: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield (words, docstring) of every command."""
    for one in app.registered_commands:
        assert one.callback is not None
        yield (*before, one.name or one.callback.__name__), one.callback.__doc__ or ""
    for group in app.registered_groups:
        assert group.typer_instance is not None
        yield from commands(group.typer_instance, *before, str(group.name))


ALL = dict(commands())


def test_every_command_is_looked_at() -> None:
    assert {("push",), ("alerts", "ack"), ("plan", "history"), ("dead-letters", "replay")} <= ALL.keys()


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_the_help_says_it_in_both_languages_with_examples(words: tuple[str, ...]) -> None:
    first = ALL[words].partition("\n")[0]
    assert HAN.search(first), "a Chinese sentence"
    assert re.search("[A-Z][a-z]+ ", first), "an English sentence"
    assert EXAMPLE.search(ALL[words]), "an example"


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_the_examples_name_options_that_there_are(words: tuple[str, ...]) -> None:
    help_text = CliRunner().invoke(APP, [*words, "--help"], env={"COLUMNS": "200"}).output
    for example in EXAMPLE.findall(ALL[words]):
        said = shlex.split(example.partition("xiheng ")[2])
        assert tuple(said[: len(words)]) == words or said[0] != words[0], example
        for option in (word for word in said if word.startswith("--")):
            assert re.search(rf"{option}\b", help_text), f"{example}: {option}"


@pytest.mark.parametrize("words", [(), ("alerts",), ("plan",), ("dead-letters",), *ALL], ids=" ".join)
def test_the_help_fits_into_80_columns(words: tuple[str, ...]) -> None:
    output = CliRunner().invoke(APP, [*words, "--help"], env={"COLUMNS": "80"}).output
    assert max(cell_len(line) for line in output.splitlines()) <= 80
