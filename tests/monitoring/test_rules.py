"""The rules as Prometheus' own tool sees them."""

from __future__ import annotations

import subprocess

import pytest

from tests.monitoring.prometheus import RULES

pytestmark = pytest.mark.prometheus


@pytest.mark.parametrize("arguments", [("check", "rules", "recording.yaml", "alerts.yaml"), ("test", "rules", "rules_test.yaml")])
def test_promtool_is_content(arguments: tuple[str, ...]) -> None:
    done = subprocess.run(["promtool", *arguments], cwd=RULES, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_configuration_for_one_machine_is_sound() -> None:
    done = subprocess.run(["promtool", "check", "config", "prometheus.yaml"], cwd=RULES, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
