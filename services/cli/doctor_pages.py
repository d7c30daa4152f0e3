"""What the pages of processes tell: whether each is ready, and how much work waits."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from services.cli.doctor_finding import Finding, fault, looked_at, note, well

_SECONDS = 3.0
_LOOK_AGAIN_SECONDS = 2.0
_MUCH = 1_000
_OLD_SECONDS = 30.0


def process_finding(name: str, address: str, logs: Path) -> Finding:
    """Ask a process whether it is ready.

    Args:
        name: Its name.
        address: Of its pages, `http://host:port`.
        logs: Folder of the logs.
    """
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=_SECONDS) as answer:  # noqa: S310 - a page of our own platform
            return well(name, "ready") if _checks(answer.read()) else _stranger(name, address)
    except urllib.error.HTTPError as error:
        checks = _checks(error.read())
        if not checks:
            return _stranger(name, address)
        wrong = "; ".join(text for text in checks.values() if text != "ok")
        return fault(name, f"is not ready: {wrong}", f"wait, or see {logs / name}.log")
    except OSError as error:
        said = _last_words(logs / f"{name}.log")
        words = f"does not answer at {address} ({error})" + (f"; its last words: {said}" if said else "")
        return fault(name, words, f"see {logs / name}.log, and start the platform again")


def work_findings(pages: Mapping[str, str]) -> Iterator[Finding]:
    """Yield how much work waits in each process that answers."""
    for name, address in sorted(pages.items()):
        if name.startswith("processor"):
            yield from looked_at(name, partial(_lag, name, address))
        elif name == "notifier":
            yield from looked_at(name, partial(_notices, address))


def _lag(name: str, address: str) -> Iterator[Finding]:
    what, first = f"work of {name}", _figures(address)
    waiting = first.get("xiheng_lag_records", 0.0)
    if first.get("xiheng_checkpoint_age_seconds", 0.0) > _OLD_SECONDS:
        age = first["xiheng_checkpoint_age_seconds"]
        yield fault(what, f"nothing was kept for {age:.0f} s though there is work", "see its log; is Kafka slow, or the disk full?")
    if waiting <= _MUCH:
        yield well(what, f"{waiting:.0f} records wait")
        return
    time.sleep(_LOOK_AGAIN_SECONDS)
    later = _figures(address).get("xiheng_lag_records", 0.0)
    if later > waiting:
        yield fault(what, f"{later:.0f} records wait, and they grow", "start more processors: `xiheng up --processors 2`")
    else:
        yield note(what, f"{later:.0f} records wait, and they become fewer", "wait")


def _notices(address: str) -> Iterator[Finding]:
    waiting = _figures(address).get("xiheng_waiting_notices", 0.0)
    if waiting:
        yield note(
            "notices", f"{waiting:.0f} wait to be delivered", "are the receivers there? `xiheng alerts show ID` tells what they answered"
        )
    else:
        yield well("notices", "all are delivered")


def _figures(address: str) -> dict[str, float]:
    """Return the metrics without labels by name."""
    with urllib.request.urlopen(f"{address}/metrics", timeout=_SECONDS) as answer:  # noqa: S310 - a page of our own platform
        families = text_string_to_metric_families(answer.read().decode())
        return {one.name: one.value for family in families for one in family.samples if not one.labels}


def _checks(body: bytes) -> dict[str, str]:
    """Return the checks of a page; none where it is not one of ours."""
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _stranger(name: str, address: str) -> Finding:
    return fault(
        name,
        f"its port is taken: another program answers at {address}",
        "end that program, or start the platform again: it takes free ports",
    )


def _last_words(log: Path) -> str:
    """Return what a process said last in its log."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    last = lines[-1] if lines else ""
    found = _checks(last.encode())
    return " ".join(str(found[key]) for key in ("message", "error") if key in found)[-300:] or last[-300:]
