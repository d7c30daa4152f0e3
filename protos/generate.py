"""`python -m protos.generate [--check]`: writes `protos/gen`, or tells whether it is current."""

from __future__ import annotations

import sys
import tempfile
from importlib import resources
from pathlib import Path

from grpc_tools import protoc

_FOLDER = Path(__file__).parent
_COMMITTED = _FOLDER / "gen"


def generate(target: Path) -> None:
    """Write the generated code into a folder.

    Raises:
        RuntimeError: If the compiler refuses a proto; it has said why.
    """
    protos = sorted(str(path.relative_to(_FOLDER)) for path in (_FOLDER / "xiheng").rglob("*.proto"))
    services = [path for path in protos if path.endswith("_service.proto")]
    plugin = Path(sys.executable).parent / "protoc-gen-mypy_grpc"
    includes = [f"-I{_FOLDER}", f"-I{resources.files('grpc_tools') / '_proto'}"]
    runs = [
        [f"--python_out={target}", f"--pyi_out={target}", *protos],
        [f"--grpc_python_out={target}", f"--mypy_grpc_out=quiet:{target}", f"--plugin=protoc-gen-mypy_grpc={plugin}", *services],
    ]
    for run in runs:
        if protoc.main(["protoc", *includes, *run]) != 0:
            raise RuntimeError("protoc refused the protos")


def outdated() -> list[str]:
    """Return the generated files that differ from what the protos say."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder)
        generate(target)
        fresh = {str(path.relative_to(target)): path.read_bytes() for path in target.rglob("*.py*")}
    kept = {str(path.relative_to(_COMMITTED)): path.read_bytes() for path in _COMMITTED.rglob("*.py*") if "__pycache__" not in path.parts}
    return sorted(name for name in fresh.keys() | kept.keys() if fresh.get(name) != kept.get(name))


def main(arguments: list[str]) -> int:
    """Generate, or check."""
    if "--check" not in arguments:
        generate(_COMMITTED)
        return 0
    found = outdated()
    sys.stdout.write(f"protos/gen is not current: {', '.join(found)}; run `make protos`\n" if found else "protos/gen is current\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
