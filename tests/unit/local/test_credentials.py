"""Tokens of a platform on one machine: made once, and again before they run out."""

from __future__ import annotations

import stat
import time
from pathlib import Path

from services.local.credentials import issue_tokens, runs_out
from shared.runtime.authority import Authority
from shared.runtime.identity import Identity, identity_of_token

DAY = 86_400


def test_a_token_is_kept_until_it_is_about_to_run_out(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority")
    files = issue_tokens(authority, tmp_path / "tokens", {"city": "320200"})
    assert files.keys() == {"city", "operator"}
    kept = files["city"].read_text(encoding="utf-8")
    files["operator"].write_text(authority.token(Identity("operator", frozenset(), frozenset(), frozenset()), days=10), encoding="utf-8")
    again = issue_tokens(authority, tmp_path / "tokens", {"city": "320200"})
    assert again["city"].read_text(encoding="utf-8") == kept
    assert runs_out(again["operator"]) > time.time() + 300 * DAY
    proven = identity_of_token(again["operator"].read_text(encoding="utf-8"), authority.public_key_file.read_text(encoding="utf-8"))
    assert ("approver" in proven.roles, proven.areas) == (True, frozenset({"320200"}))
    assert stat.S_IMODE(again["operator"].stat().st_mode) == 0o600


def test_what_is_no_token_is_made_anew(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority")
    (tmp_path / "city.token").write_text("torn", encoding="utf-8")
    files = issue_tokens(authority, tmp_path, {"city": "320200"})
    assert runs_out(files["city"]) > time.time()
    assert runs_out(tmp_path / "nobody.token") == 0.0


def test_a_token_that_grants_something_else_is_made_anew(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority")
    issue_tokens(authority, tmp_path, {"city": "320200"})
    files = issue_tokens(authority, tmp_path, {"city": "320200", "district-320205": "320205"})
    proven = identity_of_token(files["operator"].read_text(encoding="utf-8"), authority.public_key_file.read_text(encoding="utf-8"))
    assert proven.areas == {"320200", "320205"}
