"""The kinds on a real API server: a plan applies as it is, and what `plan check` refuses in one object is refused at once."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
import yaml

from services.operator.crds.names import GROUP, NAMES, VERSION
from shared.model.catalogue import Catalogue
from shared.model.manifests import KINDS
from shared.plans.checking import check_folder, find_mistakes
from tests.cluster.api_server import ROOT, ApiServer

pytestmark = pytest.mark.cluster

PLAN = ROOT / "plans" / "wuxi-2026"
CATALOGUE = Catalogue.from_manifests(check_folder(PLAN).manifests)


def example(path: str) -> dict[str, Any]:
    """A sound manifest of the first plan."""
    loaded: dict[str, Any] = json.loads(json.dumps(yaml.safe_load((PLAN / path).read_text(encoding="utf-8")), default=str))
    return loaded


JOBS, DEBT, LIMITED = "targets/jobs.urban-new.yaml", "targets/debt.ratio.yaml", "targets/energy.intensity.change.yaml"
STEPS = {"kind": "steps", "points": {"3": 0.2, "6": 0.5, "12": 1.0}}
AMENDMENT = {"effectiveFrom": "2026-07-01", "document": "文二", "approver": "市人大", "value": 140000}
HARDLY = {**AMENDMENT, "effectiveFrom": "2026-05-01"}

WRONG: list[tuple[str, str, Any]] = [
    (JOBS, "spec.names.zh", "New urban jobs"),
    (JOBS, "spec.names.en", "城镇新增就业"),
    (JOBS, "spec.value", None),
    (JOBS, "spec.comparator", "all_done"),
    (JOBS, "spec.comparator", "at_most_parameter"),
    (JOBS, "spec.reference", "gdp.growth"),
    (JOBS, "spec.parameter", {"value": 1, "note": "a default"}),
    (JOBS, "spec.className", "I"),
    (JOBS, "spec.allowedMisses", 1),
    (JOBS, "spec.band", 0.5),
    (JOBS, "spec.limits", [{"effectiveFrom": "2026-01-01", "floor": 1}]),
    (JOBS, "spec.curve", {"kind": "by-hand"}),
    (JOBS, "spec.curve", {"kind": "linear", "points": {"6": 0.5}}),
    (JOBS, "spec.curve", {"kind": "steps", "points": {"13": 0.5}}),
    (JOBS, "spec.curve", {"kind": "steps", "points": {"6": 1.5}}),
    (JOBS, "spec.curve", {"kind": "steps", "points": {"3": 0.5, "12": 0.4}}),
    (JOBS, "spec.amendments", [AMENDMENT, HARDLY]),
    (JOBS, "spec.amendments", [AMENDMENT, AMENDMENT]),
    (JOBS, "spec.areas", [{"area": "320205", "value": 1}, {"area": "320205", "value": 2}]),
    (JOBS, "spec.warningDays", 400),
    (JOBS, "spec.wanted", 130000),
    (JOBS, "spec.strength", 1),
    (LIMITED, "spec.limits", [{"effectiveFrom": "2026-01-01"}]),
    ("targets/water.sections.good-share.yaml", "spec.unit", ""),
    ("targets/taihu.water-class.yaml", "spec.className", ""),
    ("indicators/jobs.urban-new.yaml", "spec.classes", ["I"]),
    ("indicators/jobs.urban-new.yaml", "spec.kind", "register"),
    ("indicators/jobs.urban-new.yaml", "spec.range", {"minimum": 2, "maximum": 1}),
    ("indicators/jobs.urban-new.yaml", "spec.rollUp", {"rule": "pool"}),
    ("indicators/jobs.urban-new.yaml", "spec.rollUp", {"rule": "weighted-mean"}),
    ("indicators/jobs.urban-new.yaml", "spec.rollUp", {"rule": "sum", "weight": "gdp.value"}),
    ("indicators/jobs.urban-new.yaml", "spec.periods", ["month", "month"]),
    ("indicators/jobs.urban-new.yaml", "spec.periods", []),
    ("indicators/jobs.urban-new.yaml", "spec.release", {"delayDays": 10, "embargo": {"days": 12}}),
    ("indicators/gdp.growth.yaml", "spec.rollUp", {"rule": "sum"}),
    ("indicators/water.section.class.yaml", "spec.classes", ["I", "I"]),
    ("areas/320205.yaml", "spec.parent", "320205"),
    ("areas/320205.yaml", "spec.level", "village"),
    ("entities/taihu.yaml", "spec.parent", "taihu"),
    ("entities/policy.consumption-fund.yaml", "spec.plannedStart", "2099-01-01"),
    ("plan.yaml", "spec.year", 1900),
    ("plan.yaml", "spec.chapters", [{"number": 1, "names": {"zh": "一", "en": "One"}}] * 2),
    ("rules/debt.ratio-band.yaml", "metadata.name", "ratio-band"),
    ("rules/debt.ratio-band.yaml", "spec.bands", []),
    ("rules/debt.ratio-band.yaml", "spec.severity", "red"),
    ("rules/debt.ratio-band.yaml", "spec.bands", [{"severity": one, "when": "true"} for one in ("yellow", "red")]),
    ("rules/debt.ratio-band.yaml", "spec.bands", [{"severity": "red", "when": "true"}] * 2),
    ("rules/debt.ratio-band.yaml", "spec.when", "legs() > 1"),
]
RIGHT: list[tuple[str, str, Any]] = [
    (JOBS, "spec.curve", STEPS),
    (JOBS, "spec.amendments", [HARDLY, {**AMENDMENT, "value": 150000}]),
    (JOBS, "spec.areas", [{"area": "320205", "share": 0.1}, {"area": "320206", "value": 2}]),
    ("indicators/jobs.urban-new.yaml", "spec.release", {"delayDays": 10, "embargo": {"days": 10}}),
    ("entities/policy.consumption-fund.yaml", "spec.plannedStart", "2026-01-01"),
    ("rules/debt.ratio-band.yaml", "spec.bands", [{"severity": one, "when": "true"} for one in ("red", "orange", "yellow", "blue")]),
]


def with_field(path: str, field: str, value: Any) -> dict[str, Any]:
    """A manifest with one field set, or taken away by None."""
    thing = copy.deepcopy(example(path))
    *way, last = field.split(".")
    at = thing
    for name in way:
        at = at[name]
    at[last] = value
    if value is None:
        del at[last]
    return thing


def mistakes(thing: dict[str, Any]) -> list[str]:
    """What `plan check` says about it, among the definitions of the plan."""
    try:
        manifest = KINDS[thing["kind"]].model_validate_json(json.dumps(thing), strict=True)
    except ValueError as error:
        return [str(error)]
    changed = Catalogue.from_manifests([*(one.manifest for one in CATALOGUE.definitions.values() if one.manifest), manifest])
    return [one.message for one in find_mistakes([manifest], changed)]


@pytest.fixture(scope="module")
def namespace(api: ApiServer) -> str:
    api.make_namespace("kinds")
    return "kinds"


@pytest.mark.parametrize(
    ("path", "field", "value"), WRONG, ids=[f"{path.rpartition('/')[2]} {field} {value}" for path, field, value in WRONG]
)
def test_what_plan_check_refuses_in_one_object_the_api_refuses(api: ApiServer, namespace: str, path: str, field: str, value: Any) -> None:
    thing = with_field(path, field, value)
    assert mistakes(thing)
    thing["metadata"].pop("namespace", None)
    answer = api.kubectl("apply", "--dry-run=server", "-n", namespace, "-f", "-", content=json.dumps(thing), fails=True)
    assert "is invalid" in answer or "unknown field" in answer, answer


@pytest.mark.parametrize(("path", "field", "value"), RIGHT, ids=[f"{path.rpartition('/')[2]} {field}" for path, field, _ in RIGHT])
def test_what_plan_check_accepts_the_api_accepts(api: ApiServer, namespace: str, path: str, field: str, value: Any) -> None:
    thing = with_field(path, field, value)
    assert mistakes(thing) == []
    thing["metadata"].pop("namespace", None)
    api.kubectl("apply", "--dry-run=server", "-n", namespace, "-f", "-", content=json.dumps(thing))


@pytest.mark.parametrize("plan", ["wuxi-2025", "wuxi-2026"])
def test_a_plan_applies_as_it_is_and_comes_back_as_it_was(api: ApiServer, plan: str) -> None:
    folder = ROOT / "plans" / plan
    api.make_namespace(plan)
    api.kubectl("apply", "-R", "-f", str(folder), "-n", plan)
    manifests = check_folder(folder).manifests
    for kind, names in NAMES.items():
        wanted = {one.name: one for one in manifests if one.kind == kind}
        found = {one["metadata"]["name"]: one for one in api.get(names.resource, "-n", plan)["items"]} if wanted else {}
        assert found.keys() >= wanted.keys()
        for name, one in wanted.items():
            fields = {"apiVersion": "xiheng.dev/v1", "kind": kind, "spec": found[name]["spec"]}
            kept = json.dumps({**fields, "metadata": one.metadata.model_dump(by_alias=True)})
            assert KINDS[kind].model_validate_json(kept, strict=True) == one
    for names in NAMES.values():
        space = f"namespaces/{plan}/" if names.namespaced else ""
        api.kubectl("delete", "--raw", f"/apis/{GROUP}/{VERSION}/{space}{names.plural}")


def test_the_kinds_are_listed_by_their_category_and_short_names(api: ApiServer) -> None:
    listed = api.kubectl("api-resources", "--categories=xiheng", "--no-headers")
    assert {line.split()[-1] for line in listed.splitlines()} == set(NAMES)
    for names in NAMES.values():
        assert f" {names.short} " in listed


def test_what_is_not_given_is_filled_in(api: ApiServer, namespace: str) -> None:
    api.kubectl(
        "apply",
        "-n",
        namespace,
        "-f",
        "-",
        content=json.dumps({"apiVersion": "xiheng.dev/v1", "kind": "Platform", "metadata": {"name": "filled"}}),
    )
    assert api.get("platform", "filled", "-n", namespace)["spec"] == {"staleDays": 40, "lagRecords": 10000}


def test_every_field_is_explained(api: ApiServer) -> None:
    assert "What a linear curve counts" in api.kubectl("explain", "target.spec.curve")
