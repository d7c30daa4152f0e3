"""How a scoreboard runs."""

from __future__ import annotations

from dataclasses import dataclass

from shared.runtime.process import ProcessSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreboardSettings(ProcessSettings):
    """Settings of a scoreboard."""

    gauge_levels: int = 2
    """Levels of areas whose statuses are gauges, counted from those without a parent: 2 = a city and its districts, or a province and its cities; 0: none."""
