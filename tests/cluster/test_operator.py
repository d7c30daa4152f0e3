"""The operator on a real Kubernetes API, with a whole platform: the first plan comes into force, verdicts are live, absences are caught up with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from services.local.platform import Platform
from shared.model.period import SHANGHAI
from tests.cluster.api_server import OPERATOR, ApiServer, condition
from tests.cluster.operating import NAMESPACE, PLAN, Operator, give_rights, hook, open_platform
from tests.cluster.test_definitions import JOBS, example
from tests.e2e.asking import eventually, report
from xiheng.registry.v1 import registry_service_pb2 as messages
from xiheng.registry.v1 import registry_service_pb2_grpc as rpc
from xiheng.shared.v1.observation_pb2 import Observation

pytestmark = [pytest.mark.cluster, pytest.mark.kafka, pytest.mark.timeout(300)]
SPACE = ("-n", "wuxi-2026")


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    with open_platform(tmp_path_factory.mktemp("platform")) as made:
        yield made


@pytest.fixture(scope="module")
def operators(api: ApiServer, platform: Platform) -> Iterator[list[Operator]]:
    give_rights(api)
    made = [Operator(api, platform, name) for name in ("operator-0", "operator-1")]
    made[0].start()
    api.make_namespace("wuxi-2026")
    api.kubectl("apply", "-R", "-f", str(PLAN), *SPACE)
    eventually(lambda: states(api) == {"in_force"} or states(api) - {"pending", "refused", "in_force", ""}, seconds=60)
    yield made
    for one in made:
        one.kill()


def states(api: ApiServer) -> set[str]:
    """The states of all definitions but those of targets, which show their verdicts."""
    found = [one for kind in ("areas", "indicators", "entities", "plans", "riskrules") for one in api.get(kind, "-A")["items"]]
    return {one.get("status", {}).get("state", "") for one in found}


def versions(platform: Platform) -> dict[str, int]:
    """Versions in force."""
    connection = platform.connection("registry")
    with connection.open() as channel:
        stub = rpc.RegistryServiceStub(channel)
        listed = stub.ListDefinitions(messages.ListDefinitionsRequest(), metadata=connection.metadata, timeout=30)
    return {f"{one.kind}/{one.name}": one.version for one in listed.definitions}


def jobs(api: ApiServer) -> Any:
    return api.get("target", "jobs.urban-new", *SPACE)


def verdict(api: ApiServer) -> dict[str, Any]:
    found: dict[str, Any] = jobs(api).get("status", {}).get("verdict", {})
    return found


def last_month() -> str:
    """The last month that has ended, so that its value is not overdue."""
    return f"{datetime.now(SHANGHAI).replace(day=1) - timedelta(days=1):%Y-%m}"


def test_the_first_plan_comes_into_force_as_it_is(api: ApiServer, platform: Platform, operators: list[Operator]) -> None:
    assert len(operators) == 2
    assert states(api) == {"in_force"}
    eventually(lambda: sum(condition(one, "InForce")["status"] == "True" for one in api.get("targets", *SPACE)["items"]) == 142, seconds=60)
    assert set(versions(platform).values()) == {1}


def test_the_verdict_is_live_and_what_becomes_worse_is_an_event(api: ApiServer, platform: Platform, operators: list[Operator]) -> None:
    assert operators
    connection = platform.connection("livelihood", "city")

    def reported(period: str, value: float, revision: int = 0) -> dict[str, Any]:
        row = Observation(indicator="jobs.urban-new", area="320200", period=period, value=value, revision=revision)
        assert report(connection, "livelihood", [row])[1] == []
        return eventually(lambda: found if (found := verdict(api)).get("value") == value else None, seconds=60)

    shown = reported(last_month(), 125_000)
    assert (shown["area"], shown["status"]) == ("320200", "ahead")
    assert "125 000" in shown["explanation"]["en"]
    shown = reported(last_month(), 90_000, 1)
    assert shown["status"] == "off_track"
    (event,) = api.get("events", *SPACE, "--field-selector", "reason=StatusWorsened")["items"]
    assert event["involvedObject"]["name"] == "jobs.urban-new"
    line = api.kubectl("get", "targets", "jobs.urban-new", *SPACE)
    assert line.splitlines()[0].split() == ["NAME", "AREA", "VALUE", "PLAN", "STATUS", "CHANCE", "SINCE"]
    assert "off_track" in line
    assert "ahead → off_track" in api.kubectl("describe", "target", "jobs.urban-new", *SPACE)


def test_the_whole_state_is_one_line(api: ApiServer, operators: list[Operator]) -> None:
    assert operators
    ticks = eventually(lambda: api.get("platform", "xiheng", "-n", NAMESPACE).get("status", {}).get("tickTime"))
    assert ticks
    line = api.kubectl("get", "platform", "-n", NAMESPACE)
    assert line.splitlines()[0].split() == ["NAME", "STATE", "DEFINITIONS", "TARGETS", "LAG", "STALE", "TICK", "AGE"]


def test_what_plan_check_refuses_is_refused_when_it_is_applied(api: ApiServer, platform: Platform, operators: list[Operator]) -> None:
    hook(api, platform, operators[0].admission_port)
    wrong = example(JOBS)
    wrong["spec"]["unit"] = "percent"

    def refusal() -> str:
        answer = api.kubectl("apply", "--dry-run=server", *SPACE, "-f", "-", content=json.dumps(wrong), fails=True)
        return answer if "denied the request" in answer else ""

    assert "spec.unit" in eventually(refusal)
    early = example(JOBS)
    early["metadata"]["name"] = "early"
    early["spec"] |= {"indicator": "comes.later"}
    answer = api.kubectl("apply", "--dry-run=server", *SPACE, "-f", "-", content=json.dumps(early))
    assert "created" in answer
    api.kubectl("delete", "validatingwebhookconfiguration", "--all")


def test_deletion_retires_a_definition_and_its_versions_stay_known(api: ApiServer, platform: Platform, operators: list[Operator]) -> None:
    assert operators
    api.kubectl("delete", "target", "consumption.retail", *SPACE, "--ignore-not-found", "--timeout=30s")
    api.kubectl("delete", "target", "jobs.urban-new", *SPACE, "--timeout=30s")
    assert "Target/jobs.urban-new" not in versions(platform)
    connection = platform.connection("registry")
    with connection.open() as channel:
        request = messages.ListVersionsRequest(kind="Target", name="jobs.urban-new", plan="wuxi-2026")
        listed = rpc.RegistryServiceStub(channel).ListVersions(request, metadata=connection.metadata, timeout=30)
    assert [one.retired for one in listed.versions] == [False, True]


def test_while_kafka_is_away_it_says_so_and_catches_up(api: ApiServer, platform: Platform, operators: list[Operator]) -> None:
    assert operators
    assert platform.kafka is not None
    platform.kafka.stop()
    api.kubectl("apply", *SPACE, "-f", str(PLAN / JOBS))
    waiting = eventually(lambda: one if (one := condition(jobs(api), "InForce"))["reason"] == "KafkaAway" else None, seconds=60)
    assert waiting["status"] == "Unknown"
    platform.kafka.start()
    eventually(lambda: condition(jobs(api), "InForce")["status"] == "True", seconds=90)
    assert versions(platform)["Target/jobs.urban-new"] == 3


def test_another_one_takes_over_and_writes_no_version_twice(api: ApiServer, platform: Platform, operators: list[Operator]) -> None:
    before = versions(platform)
    operators[1].start()
    operators[0].kill()
    eventually(lambda: api.get("lease", "xiheng-operator", "-n", NAMESPACE)["spec"]["holderIdentity"] == "operator-1", seconds=40)
    api.kubectl("label", "area", "320205", "office=a")
    eventually(lambda: versions(platform)["Area/320205"] == before["Area/320205"] + 1)
    assert versions(platform) == {**before, "Area/320205": before["Area/320205"] + 1}
    assert operators[1].stop() == 0
    assert api.get("lease", "xiheng-operator", "-n", NAMESPACE)["spec"].get("holderIdentity", "") == ""


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (("list", "targets.xiheng.dev", "-A"), True),
        (("patch", "targets.xiheng.dev/status", "-A"), True),
        (("create", "events", "-A"), True),
        (("delete", "targets.xiheng.dev", "-A"), False),
        (("create", "targets.xiheng.dev", "-A"), False),
        (("get", "secrets", "-A"), False),
        (("patch", "deployments.apps", "-A"), False),
        (("list", "pods", "-A"), False),
        (("update", "leases.coordination.k8s.io/another", "-n", NAMESPACE), False),
    ],
)
def test_it_may_do_what_it_needs_and_nothing_else(
    api: ApiServer, operators: list[Operator], arguments: tuple[str, ...], *, allowed: bool
) -> None:
    assert operators
    answer = api.kubectl("auth", "can-i", *arguments, user=OPERATOR, fails=not allowed)
    assert answer.startswith("yes" if allowed else "no")
