"""What a platform to try things on proves itself with: issued once, for the names that it is reached by."""

from __future__ import annotations

from pathlib import Path

import jwt
import yaml
from cryptography import x509

from deploy.local.issue import issue, main, secrets


def names(certificate: bytes) -> set[str]:
    found = x509.load_pem_x509_certificate(certificate).extensions.get_extension_for_class(x509.SubjectAlternativeName)
    return set(found.value.get_values_for_type(x509.DNSName))


def test_a_second_time_nothing_changes(tmp_path: Path) -> None:
    files = issue(tmp_path, ["registry"], "320200")
    assert issue(tmp_path, ["registry"], "320200") == files
    assert names(files["tls.crt"]) == {"localhost", "registry"}


def test_what_is_lost_is_issued_anew_as_a_whole(tmp_path: Path) -> None:
    files = issue(tmp_path, [], "320200")
    (tmp_path / "tls.key").unlink()
    again = issue(tmp_path, [], "320200")
    assert again["ca.crt"] == files["ca.crt"]
    assert again["tls.crt"] != files["tls.crt"]


def test_tokens_are_of_the_operator_and_of_the_city(tmp_path: Path) -> None:
    files = issue(tmp_path, [], "110000")
    key = files["authority.pub"]
    for subject, role in (("operator", "approver"), ("city", "reporter")):
        claims = jwt.decode(files[f"{subject}.token"], key, algorithms=["ES256"], audience="xiheng")
        assert (claims["sub"], claims["areas"]) == (subject, ["110000"])
        assert role in claims["roles"]


def test_secrets_come_with_their_namespace(tmp_path: Path) -> None:
    made = list(yaml.safe_load_all(secrets(issue(tmp_path, [], "320200"), "there", "postgresql://database/{name}")))
    assert made[0]["kind"] == "Namespace"
    data = {one["metadata"]["name"]: one["stringData"] for one in made[1:]}
    assert data["xiheng-database"]["risk"] == "postgresql://database/risk"
    assert data.keys() == {"xiheng-authority", "xiheng-operator-token", "xiheng-tls", "xiheng-database"}


def test_files_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    assert main([str(tmp_path / "issued"), "registry"]) == 0
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "issued").iterdir() if path.is_file()} == {0}
