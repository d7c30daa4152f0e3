"""The card of a running platform: a file in its folder that tells other commands where everything is."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from shared.model.errors import Unavailable

_NAME = "platform.json"
_TARGETS = "targets.json"


@dataclass(frozen=True, slots=True)
class Card:
    """What a platform says about itself."""

    kafka: str
    """Addresses of its brokers."""
    services: Mapping[str, str]
    """gRPC address of each service."""
    pages: Mapping[str, str]
    """Address of the pages of each process."""
    tokens: Mapping[str, str]
    """Token file of each subject."""
    started: str = field(default_factory=lambda: time.strftime("%Y-%m-%dT%H:%M:%S%z"))
    """When it was written, with the offset of the machine's clock."""

    def write(self, folder: Path) -> None:
        """Write it into a platform's folder, and beside it what a Prometheus has to scrape."""
        (folder / _NAME).write_text(json.dumps(asdict(self), ensure_ascii=False, indent=2), encoding="utf-8")
        (folder / _TARGETS).write_text(json.dumps(self.targets(), indent=2), encoding="utf-8")

    def targets(self) -> list[dict[str, object]]:
        """Return the pages of all processes in the form of Prometheus' file_sd, each with its component."""
        return [
            {"targets": [address.removeprefix("http://")], "labels": {"component": name}} for name, address in sorted(self.pages.items())
        ]


def read_card(folder: Path) -> Card:
    """Return where a platform is.

    Raises:
        Unavailable: If none runs in the folder, or the card was cut off.
    """
    path = folder / _NAME
    try:
        return Card(**json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise Unavailable(f"no platform runs in {folder}: start one with `xiheng up`, or give --address and --token-file") from error
    except (ValueError, TypeError) as error:
        raise Unavailable(f"{path} cannot be read ({error}): stop the platform, delete the file, and start it again") from error


def remove_card(folder: Path) -> None:
    """Tell other commands that no platform runs any more."""
    for name in (_NAME, _TARGETS):
        (folder / name).unlink(missing_ok=True)
