"""`python -m deploy.grafana [--check]`: writes the dashboards' JSON, or tells whether it is current."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from grafana_foundation_sdk.cog.encoder import JSONEncoder

from deploy.grafana.boards import boards

FOLDER = Path(__file__).parent / "dashboards"


def rendered() -> dict[str, str]:
    """Return the text of every file by its name."""
    texts: dict[str, str] = {}
    for name, board in boards().items():
        made = board.build()
        for number, panel in enumerate(made.panels or [], 1):
            panel.id_val = number
        texts[f"{name}.json"] = json.dumps(made, cls=JSONEncoder, sort_keys=True, indent=2, ensure_ascii=False) + "\n"
    return texts


def outdated_dashboards() -> list[str]:
    """Return the names of files that differ from what the code says."""
    return [name for name, text in rendered().items() if not (FOLDER / name).exists() or (FOLDER / name).read_text("utf-8") != text]


def main(arguments: list[str]) -> int:
    """Write, or check."""
    stale = outdated_dashboards()
    if "--check" not in arguments:
        for name in stale:
            (FOLDER / name).write_text(rendered()[name], encoding="utf-8")
    sys.stdout.write(f"{', '.join(stale) or 'none'} differed\n")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
