"""Names of the catalogue, copied for screens."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from services.scoreboard import named
from services.scoreboard.named import keep_names, parents
from services.scoreboard.projection import MIGRATIONS
from shared.judgement.event import Definition
from shared.model.catalogue import Catalogue
from shared.model.manifests import Area
from shared.runtime.database import open_database
from shared.runtime.lifecycle import Life


async def test_a_database_that_is_away_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named, "_LOOK_SECONDS", 0.001)
    area = Area.model_validate({"metadata": {"name": "320200"}, "spec": {"names": {"zh": "无锡市", "en": "Wuxi"}, "level": "city"}})
    follower = SimpleNamespace(ready=True, catalogue=Catalogue().with_changes([Definition.initial(area)]))
    engine, life = open_database(f"sqlite:///{tmp_path / 'scoreboard.db'}", MIGRATIONS), Life()
    heard: list[Mapping[str, str]] = []

    def told(areas: Mapping[str, str]) -> None:
        heard.append(areas)
        if len(heard) == 1:
            raise sa.exc.OperationalError("SELECT", {}, Exception("the database is away"))
        life.stop()

    await keep_names(life, follower, engine, told=told)  # type: ignore[arg-type]  # all that is asked of a follower
    assert heard == [{"320200": ""}] * 2
    assert parents(engine) == {"320200": ""}
    engine.dispose()
