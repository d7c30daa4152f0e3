"""What a registry leaves in a trace: definitions that are accepted, and words of the office on their way into the log."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.events.topics import AREA_EVENTS
from shared.runtime.identity import REVIEWER
from shared.runtime.telemetry import TRACE_HEADER
from tests.component.registry_rig import running
from tests.component.test_office import DEFINITIONS, REVIEW, person, run
from tests.component.test_registry import apply
from tests.unit.runtime.test_telemetry import record


async def test_a_step_travels_with_its_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = record(monkeypatch, 1.0)
    async with running(tmp_path) as rig:
        await apply(rig, DEFINITIONS)
        await run(rig, tmp_path, person(REVIEWER), REVIEW)
        (written,) = (one for one in rig.log.of(AREA_EVENTS) if one.key == b"320200")
    accepted, filed = kept.get_finished_spans()
    count = len(DEFINITIONS)
    assert accepted.name == "accept"
    assert accepted.attributes == {"manifests": count, "approver": "operator", "changes": count, "problems": 0}
    assert (filed.name, filed.attributes) == ("file", {"kind": "Reviews", "area": "320200"})
    assert dict(written.headers)[TRACE_HEADER].decode().split("-")[1:3] == [
        f"{filed.context.trace_id:032x}",
        f"{filed.context.span_id:016x}",
    ]
