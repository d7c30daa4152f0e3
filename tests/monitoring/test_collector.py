"""A real OpenTelemetry Collector takes the spans of a running platform: one trace leads from the report to where the verdict is shown."""

from __future__ import annotations

import re
import secrets
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from services.cli.plan import apply_folder
from services.cli.up import clients_of
from services.local.platform import Platform
from shared.runtime.child import spawn
from shared.runtime.ports import free_port
from tests.e2e.asking import eventually
from tests.monitoring.scraped import PLAN
from xiheng.risk.v1 import risk_service_pb2 as messages
from xiheng.risk.v1 import risk_service_pb2_grpc as rpc
from xiheng.shared.v1.observation_pb2 import Observation

pytestmark = [pytest.mark.prometheus, pytest.mark.timeout(180)]
_SPAN = re.compile(r"Span #\d+\n(?:.*\n)*?\s+Trace ID\s+: (\w+)\n\s+Parent ID\s+: (\w*)\n\s+ID\s+: (\w+)\n\s+Name\s+: (\w+)")


@contextmanager
def collector(folder: Path) -> Iterator[tuple[str, Path]]:
    """A running one; yields its address, and the file that it writes every span to."""
    address, log, file = f"127.0.0.1:{free_port()}", folder / "collector.log", folder / "collector.yaml"
    configuration = {
        "receivers": {"otlp": {"protocols": {"grpc": {"endpoint": address}}}},
        "exporters": {"debug": {"verbosity": "detailed"}},
        "service": {"telemetry": {"metrics": {"level": "none"}}, "pipelines": {"traces": {"receivers": ["otlp"], "exporters": ["debug"]}}},
    }
    file.write_text(yaml.safe_dump(configuration), encoding="utf-8")
    program = shutil.which("collector-0.155.0")
    assert program, "no collector on the PATH: `make check-traces` builds one"
    process = spawn([program, "--config", str(file)], log=log, environment={})
    try:
        eventually(lambda: "Everything is ready" in log.read_text(encoding="utf-8"), seconds=20.0)
        yield address, log
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20.0)


def test_one_trace_leads_to_the_screen(tmp_path: Path) -> None:
    with collector(tmp_path) as (address, log):
        settings = {"OTLP_ENDPOINT": address, "TRACE_RATIO": "0"}
        with Platform(tmp_path, districts=clients_of(PLAN), settings=settings) as platform:
            apply_folder(PLAN, platform.connection("registry"))
            found = eventually(lambda: followed(platform, log), seconds=60.0)
    (report,) = (one for one in found if one.name == "report")
    assert report.parent == "00f067aa0ba902b7"
    # What the district's value makes of the city's is judged too, in a record of its own.
    judged = {one.own for one in found if one.name == "judge"}
    assert report.own in {one.parent for one in found if one.name == "judge"}
    assert {one.parent for one in found if one.name == "show"} <= judged


class Printed(NamedTuple):
    """A span as the collector printed it."""

    parent: str
    own: str
    name: str


def followed(platform: Platform, log: Path) -> list[Printed]:
    """Report a value under a new trace, and return its spans; nothing where it was not judged, because definitions were still on their way."""
    trace_id, connection = secrets.token_hex(16), platform.connection("risk", "district-320206")
    row = Observation(indicator="debt.new-hidden", area="320206", period="2026-05", value=float(secrets.randbelow(1000)))
    with connection.open() as channel:
        metadata = (*connection.metadata, ("traceparent", f"00-{trace_id}-00f067aa0ba902b7-01"))
        list(rpc.RiskServiceStub(channel).Report(iter([messages.ReportRequest(sequence=1, observations=[row])]), metadata=metadata))
    # Spans are exported in batches, one a second.
    end = time.monotonic() + 4.0
    while time.monotonic() < end:
        found = spans(log, trace_id)
        shown, judged = ({one.parent for one in found if one.name == "show"}, {one.own for one in found if one.name == "judge"})
        # Each process exports its own: the last span to be there may be any of them.
        if shown and shown <= judged and "report" in {one.name for one in found}:
            return found
        time.sleep(0.2)
    return []


def spans(log: Path, trace_id: str) -> list[Printed]:
    """The spans of a trace that the collector printed."""
    return [Printed(*rest) for trace, *rest in _SPAN.findall(log.read_text(encoding="utf-8")) if trace == trace_id]
