"""Traces and logs of real processes: one observation is followed from the client to the receiver of its notice."""

from __future__ import annotations

import json
import re
import secrets
from itertools import count
from typing import Any

import pytest

from docs.log_lines import log_lines
from services.demo.receiver import Receiver
from services.local.platform import Platform
from shared.events.kafka_client import Producer
from shared.events.topics import AREA_EVENTS
from shared.plans.checking import check_folder
from shared.runtime.logs import LIBRARY_CODES
from tests.e2e.asking import eventually
from tests.e2e.conftest import PLAN
from tests.e2e.span_sink import Span, SpanSink
from xiheng.registry.v1 import registry_service_pb2 as registry_pb2
from xiheng.registry.v1 import registry_service_pb2_grpc as registry_rpc
from xiheng.risk.v1 import risk_service_pb2 as messages
from xiheng.risk.v1 import risk_service_pb2_grpc as rpc
from xiheng.shared.v1.observation_pb2 import Observation

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(120)]
CLIENT_SPAN = "00f067aa0ba902b7"
VALUES = count(1)
"""Each report brings another one: to say the same again is no news, and nothing follows from it."""
CODES = {line.code: line.level for line in log_lines()} | LIBRARY_CODES


def begun() -> tuple[str, str]:
    """Return the id of a new trace, and the header that a client sends."""
    trace_id = secrets.token_hex(16)
    return trace_id, f"00-{trace_id}-{CLIENT_SPAN}-01"


def report_traced(platform: Platform, header: str, *, area: str = "320206", subject: str = "district-320206") -> None:
    connection = platform.connection("risk", subject)
    row = Observation(indicator="debt.new-hidden", area=area, period="2026-05", value=float(next(VALUES)))
    with connection.open() as channel:
        requests = iter([messages.ReportRequest(sequence=1, observations=[row])])
        (answer,) = rpc.RiskServiceStub(channel).Report(requests, metadata=(*connection.metadata, ("traceparent", header)), timeout=30)
    assert answer.accepted == 1, answer


def way_to_client(spans: list[Span]) -> list[Span]:
    """Return a notice with all that caused it; nothing while a part is not exported yet."""
    by_id = {one.span_id: one for one in spans}
    way = [one for one in spans if one.name == "notify"][:1]
    while way and way[-1].parent_id in by_id:
        way.append(by_id[way[-1].parent_id])
    return way if way and way[-1].parent_id == CLIENT_SPAN else []


def lines_of(platform: Platform, service: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in platform.components[service].log.read_text(encoding="utf-8").splitlines()]


def test_one_trace_leads_from_the_report_to_the_notice(platform: Platform, receiver: Receiver, spans: SpanSink) -> None:
    trace_id, header = begun()
    report_traced(platform, header)
    way = eventually(lambda: way_to_client(spans.of(trace_id)))
    assert [(one.service, one.name) for one in way] == [
        ("xiheng-notifier", "notify"),
        ("xiheng-processor", "judge"),
        ("xiheng-risk", "report"),
    ]
    assert f"00-{trace_id}-{way[0].span_id}-01" in receiver.traces.values()
    assert way[0].attributes["alert"] in {one["alert"]["id"] for one in receiver.received.values()}
    assert re.fullmatch("[0-9a-f]{16}", str(way[1].attributes["event_id"]))


def test_the_verdict_is_followed_to_where_it_is_shown(platform: Platform, spans: SpanSink) -> None:
    trace_id, header = begun()
    # The city's own figure: a sum may wait for other districts, and then says nothing new.
    report_traced(platform, header, area="320200", subject="city")
    shown = eventually(lambda: [one for one in spans.of(trace_id) if one.name == "show"])[0]
    assert shown.service == "xiheng-scoreboard"
    # Each process exports its spans in its own time.
    (parent,) = eventually(lambda: [one for one in spans.of(trace_id) if one.span_id == shown.parent_id])
    assert (parent.service, parent.name) == ("xiheng-processor", "judge")
    assert shown.attributes.keys() == {"plan", "target", "area", "period", "status"}


def test_a_definition_is_followed_into_the_registry(platform: Platform, spans: SpanSink) -> None:
    trace_id, header = begun()
    registry = platform.connection("registry")
    city = next(one for one in check_folder(PLAN).manifests if one.kind == "Area")
    request = registry_pb2.ApplyDefinitionsRequest(manifests=[city.document()])
    with registry.open() as channel:
        stub = registry_rpc.RegistryServiceStub(channel)
        stub.ApplyDefinitions(request, metadata=(*registry.metadata, ("traceparent", header)), timeout=30)
    (accepted,) = eventually(lambda: [one for one in spans.of(trace_id) if one.name == "accept"])
    assert (accepted.service, accepted.parent_id) == ("xiheng-registry", CLIENT_SPAN)
    assert (accepted.attributes["manifests"], accepted.attributes["problems"]) == (1, 0)


def test_what_was_done_before_the_end_is_exported_last(platform: Platform, spans: SpanSink) -> None:
    trace_id, header = begun()
    report_traced(platform, header)
    # Sooner than a batch of spans is full or old enough.
    platform.components["risk"].stop()
    assert [one.name for one in spans.of(trace_id) if one.service == "xiheng-risk"] == ["report"]
    platform.components["risk"].start()
    platform.components["risk"].wait()


def test_what_nobody_traces_is_not_recorded(platform: Platform, spans: SpanSink) -> None:
    trace_id, header = begun()
    report_traced(platform, header[:-1] + "0")
    kept, header = begun()
    report_traced(platform, header)
    eventually(lambda: spans.of(kept))
    assert spans.of(trace_id) == []


def test_a_line_of_the_log_names_what_happened_and_its_trace(platform: Platform) -> None:
    trace_id, header = begun()
    producer = Producer(platform.bootstrap_servers)
    producer.send(AREA_EVENTS, key=b"320206", value=b"no event", headers={"traceparent": header.encode()}).result()
    producer.close()
    line = eventually(lambda: next((one for one in lines_of(platform, "processor") if one.get("trace_id") == trace_id), None))
    assert (line["service"], line["level"], line["code"]) == ("processor", "warning", "record-dead")
    assert line["error"]


def test_the_logs_are_json_and_quiet(platform: Platform) -> None:
    for name in platform.components:
        for line in lines_of(platform, name):
            assert line.keys() >= {"time", "level", "service", "code", "message", "logger"}, line
            assert CODES[line["code"]] == line["level"], line
            assert line["level"] != "debug", line
        assert len(lines_of(platform, name)) <= 10, name
