"""Settings come from the environment in the types that their dataclass says, and every mistake is told at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from shared.model.errors import InvalidSettings
from shared.runtime.grpc_server import GrpcSettings
from shared.runtime.settings import read_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    needed: str
    number: int = 1
    ratio: float = 1.0
    on: bool = False
    file: Path | None = None
    names: tuple[str, ...] = ()


def test_every_field_has_its_type() -> None:
    given = {"needed": "a", "number": "2", "ratio": "0.5", "on": "true", "file": "/etc/a", "names": "a, b"}
    found = read_settings(Example, {f"XIHENG_{name.upper()}": text for name, text in given.items()})
    assert found == Example(needed="a", number=2, ratio=0.5, on=True, file=Path("/etc/a"), names=("a", "b"))


def test_what_may_be_absent_is_absent_when_its_text_is_empty() -> None:
    assert read_settings(Example, {"XIHENG_NEEDED": "a", "XIHENG_FILE": ""}).file is None


def test_files_of_a_server_are_paths() -> None:
    found = read_settings(GrpcSettings, {"XIHENG_PUBLIC_KEY": "/k", "XIHENG_CERTIFICATE": "/c", "XIHENG_CLIENT_AUTHORITY": "/a"})
    assert (found.certificate, found.key, found.client_authority) == (Path("/c"), None, Path("/a"))


def test_a_secret_is_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("word\n", encoding="utf-8")
    assert read_settings(Example, {"XIHENG_NEEDED_FILE": str(tmp_path / "secret")}).needed == "word"


def test_every_mistake_is_told_at_once() -> None:
    with pytest.raises(InvalidSettings, match=r"NEEDED is not set.*NUMBER.*ON"):
        read_settings(Example, {"XIHENG_NUMBER": "two", "XIHENG_ON": "yes"})
