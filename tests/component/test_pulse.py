"""When the platform falls silent everybody is told, once, and told again when it is heard."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from services.notifier.projection import Projection, Taken
from services.notifier.pulse import Pulse
from services.notifier.silences import Silences
from services.notifier.tables import MIGRATIONS
from shared.model.errors import Unavailable
from shared.runtime.clock import machine_ms
from shared.runtime.database import open_database
from tests.component.delivery_rig import Rig, delivering, subscriber
from tests.component.receivers import serving, yes
from tests.unit.judgement.builders import manifest

PLAN = manifest("Plan", "wuxi-2026", area="320200", year=2026)
MINUTE_MS = 60_000


class Log:
    """The end of a log, and a clock."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        self.end: int | None = 1
        self.now_ms = machine_ms() - 120 * MINUTE_MS  # what is due by this clock is due by the machine's too
        self.pulse = self.start()

    def start(self) -> Pulse:
        projection = Projection(lambda: self.rig.catalogue, lambda: self.now_ms, Silences())
        return Pulse(
            self.ends, self.rig.engine, projection, lambda: self.rig.catalogue, after_ms=10 * MINUTE_MS, now_ms=lambda: self.now_ms
        )

    def ends(self) -> Mapping[int, int]:
        if self.end is None:
            raise Unavailable("Kafka is away")
        return {0: self.end}

    def after(self, minutes: int, *, end: int | None) -> Taken:
        """Feel the pulse after some time, with the log where it is then."""
        self.now_ms += minutes * MINUTE_MS
        self.end = end
        taken = self.pulse.feel()
        self.rig.delivery.tell(taken.notices)
        return taken


async def test_a_silence_is_told_once_to_everybody_and_so_is_its_end(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'notifier.db'}", MIGRATIONS)
    async with serving(yes) as hook:
        picky = subscriber("picky", webhook={"url": hook.url}, families=["housing"], areas=["320206"], language="en")
        async with delivering(engine, PLAN, picky, subscriber("all", webhook={"url": hook.url})) as rig:
            log = Log(rig)
            assert [log.after(1, end=end).records for end in (1, 2, 3)] == [0, 0, 0]
            assert [log.after(4, end=None).records for _ in range(2)] == [0, 0]
            assert len(log.after(4, end=3).notices) == 2
            assert log.after(4, end=None).records == 0
            await rig.until(lambda: len(hook.bodies) == 2)
            log.pulse = log.start()
            assert [log.after(11, end=end).records for end in (3, None)] == [0, 0]
            assert len(log.after(1, end=4).notices) == 2
            await rig.until_empty()
            assert [line.step for line in rig.book.ledger(hook.bodies[0]["alert"]["id"]) if line.actor == "platform"] == [
                "raised",
                "resolved",
            ]
    engine.dispose()
    assert [(body["alert"]["rule"], body["step"]) for body in hook.bodies] == [
        ("platform.silent", "raised"),
        ("platform.silent", "raised"),
        ("platform.silent", "resolved"),
        ("platform.silent", "resolved"),
    ]
    assert "没有收到平台的任何消息" in hook.bodies[0]["alert"]["explanation"]["zh"]


async def test_a_log_that_grows_now_and_then_is_not_silent(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'notifier.db'}", MIGRATIONS)
    async with delivering(engine, PLAN, subscriber("all", webhook={"url": "http://127.0.0.1:1/"})) as rig:
        log = Log(rig)
        assert [log.after(9, end=end).records for end in (1, 2, None, 3, 3, 4)] == [0, 0, 0, 0, 0, 0]
        assert rig.outbox.counts() == {}
    engine.dispose()
