"""`python deploy/local/issue.py FOLDER NAME…`: what a platform to try things on proves itself with.

Writes into the folder, unless they are there: the key that tokens are verified with, a server certificate for the names, the token of the
operator (approver, responder, reader) and that of the city (reporter, reader, of area --area). It imports `shared` alone, so that it runs in
every image. A city uses an authority of its own.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from shared.runtime.authority import Authority, write_private
from shared.runtime.identity import APPROVER, BACKFILL, READER, REPORTER, RESPONDER, Identity

_SERVICES = frozenset({"industry", "environment", "livelihood", "risk"})


def issue(folder: Path, names: Sequence[str], area: str) -> dict[str, bytes]:
    """Write what is missing in a folder, and return all of it by file name."""
    authority = Authority(folder / "authority")
    served = authority.server_certificate(names=names)
    operator = Identity("operator", frozenset({APPROVER, RESPONDER, READER}), frozenset({area}), frozenset())
    city = Identity("city", frozenset({REPORTER, BACKFILL, READER}), frozenset({area}), _SERVICES)
    wanted = {
        "authority.pub": authority.public_key_file.read_bytes(),
        "ca.crt": authority.certificate_file.read_bytes(),
        "tls.crt": served.certificate,
        "tls.key": served.key,
        "operator.token": authority.token(operator).encode(),
        "city.token": authority.token(city).encode(),
    }
    # A certificate and its key come as a pair.
    whole = all((folder / name).exists() for name in wanted)
    for name, content in wanted.items():
        if not whole:
            write_private(folder / name, content)
    return {name: (folder / name).read_bytes() for name in wanted}


def secrets(files: Mapping[str, bytes], namespace: str, database: str) -> str:
    """Return the namespace and the secrets that the chart asks for, as manifests.

    Args:
        files: What was issued.
        namespace: Where the platform is installed.
        database: URL of the database of a component, with {name} for its name.
    """
    text = {name: content.decode() for name, content in files.items()}
    data = {
        "xiheng-authority": {"authority.pub": text["authority.pub"]},
        "xiheng-operator-token": {"token": text["operator.token"]},
        "xiheng-tls": {name: text[name] for name in ("tls.crt", "tls.key", "ca.crt")},
        "xiheng-database": {name: database.format(name=name) for name in sorted({*_SERVICES, "scoreboard", "notifier"})},
    }
    made = [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": namespace}}]
    about = {name: {"name": name, "namespace": namespace} for name in data}
    return yaml.safe_dump_all(
        [*made, *({"apiVersion": "v1", "kind": "Secret", "metadata": about[name], "stringData": data[name]} for name in data)]
    )


def main(arguments: Sequence[str]) -> int:
    """Issue; with --secrets also print manifests."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="holds what is issued, and the authority's own key")
    parser.add_argument("names", nargs="*", help="names that the services are reached by, besides localhost")
    parser.add_argument("--area", default="320200", help="the city (default 320200)")
    parser.add_argument("--owner", type=int, help="user id that the files are given to")
    parser.add_argument("--secrets", metavar="NAMESPACE", help="print the namespace and the secrets that the chart asks for")
    parser.add_argument(
        "--database", default="postgresql://xiheng:xiheng@postgresql:5432/{name}", help="URL of a component's database, {name} is its name"
    )
    given = parser.parse_args(arguments)
    files = issue(given.folder, given.names, given.area)
    for path in (given.folder, *(given.folder / name for name in files)) if given.owner is not None else ():
        os.chown(path, given.owner, given.owner)
    if given.secrets:
        sys.stdout.write(secrets(files, given.secrets, given.database))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
