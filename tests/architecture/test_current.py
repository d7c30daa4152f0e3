"""What is generated is current, and what is named is there."""

from __future__ import annotations

import csv
import re
import subprocess
from pathlib import Path

import pytest
from grpc_reflection.v1alpha import reflection  # noqa: F401 - registers the descriptors that a client may ask for

from docs.generate import outdated as outdated_pages
from protos.generate import outdated
from services.environment.servicer import FULL_NAME
from services.operator.crds.generating import outdated_definitions
from shared.model.catalogue import Catalogue
from shared.plans.checking import check_folder
from shared.plans.schemas import outdated_schemas
from shared.reporting.records import measured_indicators
from xiheng.environment.v1 import records_pb2 as environment
from xiheng.industry.v1 import records_pb2 as industry
from xiheng.livelihood.v1 import records_pb2 as livelihood
from xiheng.risk.v1 import records_pb2 as risk

ROOT = Path(__file__).parents[2]
FOLDER = check_folder(ROOT / "plans" / "wuxi-2026")
CATALOGUE = Catalogue.from_manifests(FOLDER.manifests)


def test_the_generated_code_is_current() -> None:
    assert outdated() == []


def test_the_generated_pages_are_current() -> None:
    assert outdated_pages() == []


def test_the_schemas_are_current() -> None:
    assert outdated_schemas(ROOT / "plans" / "schemas") == []


def test_the_definitions_of_the_kinds_are_current() -> None:
    assert outdated_definitions() == []


def test_the_plan_is_whole_and_sound() -> None:
    assert FOLDER.problems == []
    assert len(CATALOGUE.targets) == 142
    assert len(CATALOGUE.areas) == 9


@pytest.mark.parametrize(
    ("service", "module"), [("industry", industry), ("environment", environment), ("livelihood", livelihood), ("risk", risk)]
)
def test_every_measure_of_a_typed_record_is_an_indicator_of_its_service(service: str, module: object) -> None:
    record = module.Record.DESCRIPTOR  # type: ignore[attr-defined]
    for field, name in measured_indicators(record).items():
        assert CATALOGUE.indicators[name].service == service, field


def test_every_input_beneath_the_targets_has_a_typed_field() -> None:
    typed = {
        name for module in (industry, environment, livelihood, risk) for name in measured_indicators(module.Record.DESCRIPTOR).values()
    }
    judged = {target.spec.indicator for target in CATALOGUE.targets.values()}
    inputs = {name for name, indicator in CATALOGUE.indicators.items() if not indicator.derivation} - judged
    assert inputs - typed == set()


def test_every_runbook_that_a_rule_names_exists() -> None:
    for rule in CATALOGUE.rules.values():
        assert (ROOT / rule.spec.runbook).is_file(), rule.name


def test_names_of_services_are_those_of_the_protos() -> None:
    assert FULL_NAME == "xiheng.environment.v1.EnvironmentService"


def test_the_series_of_the_demo_are_mapped_to_indicators_that_exist() -> None:
    with (ROOT / "services" / "demo" / "data" / "series" / "mapping.csv").open(encoding="utf-8") as file:
        assert {row["indicator"] for row in csv.DictReader(file)} <= CATALOGUE.indicators.keys()


def test_no_file_names_a_package_index_or_a_folder_of_one_machine() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    forbidden = re.compile(r"index-url|extra-index|/home/\w+/|/root/|/work/")
    found = [name for name in tracked if name != str(Path(__file__).relative_to(ROOT)) and forbidden.search(_text(ROOT / name))]
    assert found == []


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="ignore") if path.is_file() else ""
