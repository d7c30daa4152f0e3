"""What people see: tables, colours, errors, exit codes."""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import grpc
import typer
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from shared.model.errors import XihengError
from shared.model.period import SHANGHAI
from shared.model.status import Severity, TargetStatus

P = ParamSpec("P")
T = TypeVar("T")

FAILED, USAGE = 1, 2

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

STATUS_STYLE = {
    TargetStatus.ACHIEVED: "bold green",
    TargetStatus.AHEAD: "green",
    TargetStatus.ON_TRACK: "cyan",
    TargetStatus.AT_RISK: "yellow",
    TargetStatus.OFF_TRACK: "red",
    TargetStatus.BREACHED: "bold red",
    TargetStatus.TOO_EARLY: "dim",
    TargetStatus.OVERDUE: "magenta",
    TargetStatus.UNASSESSABLE: "dim",
}
SEVERITY_STYLE = {Severity.BLUE: "blue", Severity.YELLOW: "yellow", Severity.ORANGE: "dark_orange", Severity.RED: "bold red"}


_REMEDIES: dict[type[OSError], str] = {
    FileNotFoundError: "correct the path",
    IsADirectoryError: "name a file",
    NotADirectoryError: "choose a folder",
    FileExistsError: "choose another place",
    PermissionError: "ask for the right to it, or choose another place",
}


def fail(message: str, code: int = FAILED) -> typer.Exit:
    """Print an error and return the exit to raise."""
    err.print(f"[bold red]error[/] {_escaped(message)}", soft_wrap=True)
    return typer.Exit(code)


@contextmanager
def failing() -> Iterator[None]:
    """Turn errors into one message and exit code 1, and Ctrl-C into a clean end."""
    try:
        yield
    except XihengError as error:
        raise fail(str(error)) from error
    except grpc.RpcError as error:
        raise fail(rpc_words(error)) from error
    except BrokenPipeError:
        # Whoever read the output, such as `head`, has enough of it.
        raise
    except OSError as error:
        raise fail(file_words(error)) from error
    except KeyboardInterrupt as error:
        err.print("stopped")
        raise typer.Exit(130) from error


def rpc_words(error: grpc.RpcError) -> str:
    """Return what went wrong in a call, with the remedy."""
    if not isinstance(error, grpc.Call):
        return str(error)
    said = error.details() or ""
    if error.code() in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED):
        return f"the service does not answer ({said}): try again, and see `xiheng doctor` for what is wrong"
    return f"{error.code().name}: {said}"


def file_words(error: OSError) -> str:
    """Return what went wrong with a file, with the remedy."""
    remedy = _REMEDIES.get(type(error), "free some space" if error.errno == errno.ENOSPC else "")
    return ": ".join(filter(None, (str(error.filename or ""), error.strerror or str(error)))) + (remedy and f"; {remedy}")


def command(function: Callable[P, T]) -> Callable[P, T]:
    """Wrap a command so that it fails as all of them do."""

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> T:
        with failing():
            return function(*args, **kwargs)

    return wrapped


class _Plain(Table):
    """A table whose texts are shown as they are: a bracket in a comment is no mark-up."""

    def add_row(self, *cells: RenderableType | None, **options: Any) -> None:  # noqa: ANN401 - handed on
        """Add a row."""
        super().add_row(*(Text(one) if isinstance(one, str) else one for one in cells), **options)


def print_json(found: object) -> None:
    """Print what a program reads."""
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2))


def counted(count: int, noun: str) -> str:
    """Return a number and its noun: `1 mistake`, `2 mistakes`."""
    return f"{count} {noun}" + ("" if count == 1 else "s")


def table(title: str, *columns: str) -> Table:
    """Return an empty table."""
    made = _Plain(title=title or None, title_justify="left", header_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        made.add_column(column, overflow="fold")
    return made


def print_entry(head: Text, *texts: str, console: Console = out) -> None:
    """Print a heading and, set in, what belongs to it: wrapped on a terminal, each in a line of its own in a pipe."""
    console.print(head, soft_wrap=True)
    for text in texts:
        if console.is_terminal:
            console.print(Padding(Text(text, style="bright_black"), (0, 0, 0, 4)))
        else:
            console.print(f"    {text}", markup=False, soft_wrap=True)


def moment(time_ms: int) -> str:
    """Return an instant in local time and UTC."""
    if not time_ms:
        return "–"
    utc = datetime.fromtimestamp(time_ms / 1000, UTC)
    return f"{utc.astimezone(SHANGHAI):%Y-%m-%d %H:%M} ({utc:%H:%MZ})"


def number(value: float | None) -> str:
    """Return a number for people: at most six significant digits, thousands set apart by spaces."""
    if value is None:
        return "–"
    text = f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
    return text.replace(",", " ")


def is_terminal() -> bool:
    """Tell whether a person watches."""
    return sys.stderr.isatty()


def _escaped(text: str) -> str:
    return text.replace("[", "\\[")
