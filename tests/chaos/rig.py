"""A log, its processors, a load, and the comparison with a clean run through the pure core."""

from __future__ import annotations

import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from services.demo.gauges import Pages
from services.local.component import Component
from services.processor.cell_store import APPLIED, CellStore
from shared.events.administration import create_topics
from shared.events.cells import encode_cell
from shared.events.codec import decode_event, encode_event
from shared.events.definitions import encode_definition
from shared.events.kafka_client import Consumer, Producer, Record, partition_of
from shared.events.topics import AREA_EVENTS, PARTITIONS, RISK_ALERTS, STATE_CHANGELOG, TARGET_STATUSES
from shared.events.verdicts import SentStatus, decode_status
from shared.judgement.assess_all import Assessment, assess_state, send_up
from shared.judgement.event import Definition, Observations, Tick
from shared.judgement.fold import fold
from shared.judgement.judge import judge
from shared.judgement.state import PartitionState
from shared.judgement.verdict import StatusVerdict
from shared.model.errors import InvalidEvent, Unavailable
from shared.model.manifests import IndicatorSpec, Manifest, RiskRule
from shared.model.period import Period, PeriodLength
from shared.model.status import AlertState
from shared.plans.checking import check_folder
from shared.runtime.local_kafka import LocalKafka
from tests.unit.processor.tables import Change, Table
from xiheng.events.v1.area_event_pb2 import DefinitionChanges
from xiheng.events.v1.verdict_pb2 import AlertEvent

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "plans" / "wuxi-2026"
BATCHES_A_SECOND = 100
NOW_MS = Period.parse("2026-07-20").end_ms()
_DAY_MS = 86_400_000


class Rig:
    """Kafka with a plan in its log; processors are added by the test."""

    def __init__(self, folder: Path, *, seed: int = 1) -> None:
        self.folder = folder
        self.kafka = LocalKafka(folder / "kafka")
        self.kafka.start()
        create_topics(self.kafka.address)
        self.manifests: list[Manifest] = check_folder(PLAN).manifests
        self.random = random.Random(seed)
        self.producer = Producer(self.kafka.address, delivery_seconds=120.0)
        self._write_definitions()
        self._processors: list[Component] = []
        self._closing = threading.Event()
        self._reviving = threading.Thread(target=self._revive)
        self._reviving.start()
        self.sent = 0

    def processor(self, name: str, *, data: str = "", release: Path = ROOT) -> Component:
        """Start a processor of a release; `data` names its data folder, by default its own name."""
        settings = {
            "BOOTSTRAP_SERVERS": self.kafka.address,
            "DATA_FOLDER": str(self.folder / (data or name)),
            "SESSION_TIMEOUT": "6",
            "STALL_TIMEOUT": "40",
            "HEARTBEAT_INTERVAL": "1",
        }
        component = Component("processor", self.folder, settings, instance=f"{name}-{len(self._processors)}", release=release)
        component.start()
        self._processors.append(component)
        return component

    @property
    def restarts(self) -> dict[str, int]:
        """How often each processor ended by itself and was started again, without those that never did."""
        return {one.name: one.restarts for one in self._processors if one.restarts}

    @contextmanager
    def load(self, seconds: float) -> Iterator[None]:
        """Write batches at a steady rate while the body runs, for at least so many seconds."""
        thread = threading.Thread(target=self._load, args=(seconds,))
        thread.start()
        try:
            yield
        finally:
            thread.join()

    @contextmanager
    def outage(self, how: str) -> Iterator[None]:
        """Have Kafka `stopped`, `killed` or `frozen` while the body runs."""
        end = {"stopped": self.kafka.stop, "killed": self.kafka.kill, "frozen": self.kafka.pause}[how]
        end()
        try:
            yield
        finally:
            (self.kafka.resume if how == "frozen" else self.kafka.start)()

    def tick(self, time_ms: int) -> None:
        for partition in range(PARTITIONS):
            self.producer.send(AREA_EVENTS, value=encode_event(Tick(time_ms), received_time_ms=time_ms), partition=partition)
        self.producer.flush()

    def settle(self, seconds: float = 90.0) -> None:
        """Wait until nothing new has been written for a while."""
        self.producer.flush()
        consumer, end, before, since = Consumer(self.kafka.address), time.monotonic() + seconds, (-1, -1), time.monotonic()
        try:
            while time.monotonic() < end:
                now = (sum(consumer.ends(AREA_EVENTS).values()), sum(consumer.ends(TARGET_STATUSES).values()))
                if now != before:
                    before, since = now, time.monotonic()
                if time.monotonic() - since > 4.0 and not self._under_way():
                    return
                time.sleep(0.3)
        finally:
            consumer.close()
        raise AssertionError(f"the processors did not settle: {self._under_way()}; restarts {self.restarts}")

    def check(self) -> None:
        """Compare everything that was sent out with a clean single run."""
        self.check_folded()
        self.check_sent_up()
        sent = self.read(TARGET_STATUSES)
        clean = self.clean_run()
        check_repeats(sent)
        shown = _shown(decode_status(record.value or b"") for record in sent)
        wanted = {(one.target, one.area): one for one in clean.statuses}
        assert shown.keys() == wanted.keys()
        different = [key for key in wanted if content(shown[key]) != content(wanted[key])]
        assert not different, [(key, content(shown[key]), content(wanted[key])) for key in different[:3]]
        states = self._refolded()
        raised = {(one.rule, one.area, int(one.episode.severity)) for one in clean.alerts if one.episode.state is AlertState.RAISED}
        # What rules over targets say hangs on the order in which verdicts were shown: of them the log itself is the measure.
        wanted_alerts = {one for one in raised if one[0] not in self._rules_over_targets} | self._remembered(states.values())
        opened = self._open_alerts()
        assert opened == wanted_alerts, (opened - wanted_alerts, wanted_alerts - opened)
        self.check_cells(states)

    def check_folded(self) -> None:
        """Every record of the log was folded."""
        rebuilt, ends = self._rebuilt(), {one.partition: one.offset for one in self.read(AREA_EVENTS)}
        short = {partition: rebuilt.applied(partition) for partition, end in ends.items() if rebuilt.applied(partition) != end}
        assert not short, (short, ends)

    def check_sent_up(self) -> None:
        """What the log holds for a parent is what its children were given, value by value."""
        state = PartitionState()
        for record in self.read(AREA_EVENTS):
            with suppress(InvalidEvent):  # a poison record
                fold(state, decode_event(record.value or b""))
        lacking = [
            (area.code, key.indicator, ordinal)
            for area in state.areas.values()
            if (spec := state.index.areas[area.code].spec).parent
            for key, series in area.series.items()
            if not key.child and _goes_up_as_given(state.index.indicators[key.indicator])
            for ordinal in series.ordinals()
            if series.entry(ordinal) != state.area(spec.parent).get(key._replace(child=area.code)).entry(ordinal)
        ]
        assert not lacking, (len(lacking), lacking[:3])

    def check_cells(self, states: Mapping[int, PartitionState]) -> None:
        """The state that a lost volume would be rebuilt to from the changelog is, byte for byte, the one that the log folds to."""
        rebuilt = self._rebuilt()
        for partition, state in states.items():
            assert rebuilt.applied(partition) == state.offset
            wanted = {key: encode_cell(content) for key, _, content in state.take_dirty()}
            found = dict(rebuilt.cells(partition))
            assert found.keys() == wanted.keys(), (partition, found.keys() ^ wanted.keys())
            different = [key for key in wanted if found[key] != wanted[key]]
            assert not different, (partition, [(key, found[key], wanted[key]) for key in different[:2]])

    def _refolded(self) -> dict[int, PartitionState]:
        """Return the states of the partitions of the log, as a processor that never failed would have them."""
        by_partition: dict[int, list[Record]] = defaultdict(list)
        for record in self.read(AREA_EVENTS):
            by_partition[record.partition].append(record)
        return {partition: refolded(partition, records) for partition, records in by_partition.items()}

    @property
    def _rules_over_targets(self) -> set[str]:
        return {one.name for one in self.manifests if isinstance(one, RiskRule) and one.spec.over == "target"}

    def _remembered(self, states: Iterable[PartitionState]) -> set[tuple[str, str, int]]:
        """Return the alerts of rules over targets that go on."""
        last = ((rule, area, memory.episodes[-1]) for one in states for (_, rule, area, _), memory in one.alerts.items() if memory.episodes)
        over_targets = self._rules_over_targets
        return {(rule, area, int(one.severity)) for rule, area, one in last if rule in over_targets and one.state is AlertState.RAISED}

    def formats(self) -> set[int]:
        """Formats that the partitions' cells were last written in."""
        rebuilt = self._rebuilt()
        found = (rebuilt.read(partition, APPLIED) for partition in range(PARTITIONS))
        return {one.format for one in found if one is not None}

    def _rebuilt(self) -> CellStore:
        """Return the cells as a processor without a volume reads them."""
        table = Table(Path(mkdtemp(dir=self.folder)))
        store = CellStore(table)
        table.apply_changelog_batch(Change(record) for record in self.read(STATE_CHANGELOG))
        return store

    def clean_run(self) -> Assessment:
        """Fold what was reported, and make all roll-ups anew."""
        state = PartitionState()
        for record in self.read(AREA_EVENTS):
            try:
                event = decode_event(record.value or b"")
            except InvalidEvent:
                continue  # a poison record
            if not (isinstance(event.body, Observations) and event.body.child):
                fold(state, event)
        send_up(state)
        return assess_state(state)

    def close(self) -> None:
        self._closing.set()
        self._reviving.join()
        for one in self._processors:
            one.kill()
        self.producer.close()
        self.kafka.stop()

    def _revive(self) -> None:
        """Start processors again that ended by themselves, as `xiheng up` and Kubernetes do."""
        while not self._closing.wait(0.5):
            for one in list(self._processors):
                one.revive()

    def _under_way(self) -> str:
        """Return why the processors are not done; empty when every partition is held and nothing waits."""
        alive = [one for one in self._processors if one.process_id is not None]
        waiting = [one.not_ready() for one in alive]
        if any("no partitions" not in reason for reason in waiting if reason):
            return "; ".join(waiting)
        pages = Pages([one.pages for one in alive])
        held, lag, kept = (pages.total(f"xiheng_{name}") for name in ("partitions", "lag_records", "checkpoint_age_seconds"))
        if (held, lag, kept) == (PARTITIONS, 0, 0):
            return ""
        return f"{held:.0f} partitions are held, {lag:.0f} records wait, and something is to be kept since {kept:.1f} s"

    def _open_alerts(self) -> set[tuple[str, str, int]]:
        last: dict[str, AlertEvent] = {}
        for record in self.read(RISK_ALERTS):
            event = AlertEvent.FromString(record.value or b"")
            known = last.get(event.id)
            if known is None or (event.origin.offset, event.origin.ordinal) > (known.origin.offset, known.origin.ordinal):
                last[event.id] = event
        return {(one.rule, one.area, int(one.severity)) for one in last.values() if int(one.state) == AlertState.RAISED}

    def read(self, topic: str) -> list[Record]:
        """Return every record of a topic; a broker that a busy machine kept from its heartbeats is waited for."""
        end = time.monotonic() + 30.0
        while True:
            try:
                return self._read(topic)
            except Unavailable:
                if time.monotonic() > end:
                    raise
                time.sleep(0.5)

    def _read(self, topic: str) -> list[Record]:
        consumer = Consumer(self.kafka.address)
        try:
            ends = consumer.ends(topic)
            consumer.assign({(topic, partition): 0 for partition in ends})
            found: list[Record] = []
            while any(consumer.position(topic, partition) < end for partition, end in ends.items()):
                found += consumer.poll(0.2)
            return found
        finally:
            consumer.close()

    def _write_definitions(self) -> None:
        wires = [encode_definition(Definition.initial(one)) for one in self.manifests]
        for start in range(0, len(wires), 100):
            value = encode_event(DefinitionChanges(definitions=wires[start : start + 100]), received_time_ms=1)
            for partition in range(PARTITIONS):
                self.producer.send(AREA_EVENTS, value=value, partition=partition)
        self.tick(NOW_MS - _DAY_MS)

    def _load(self, seconds: float) -> None:
        areas = [one.name for one in self.manifests if one.kind == "Area" and one.spec.parent]
        flows = [
            one for one in self.manifests if one.kind == "Indicator" and one.spec.roll_up.rule == "sum" and one.spec.entity_type is None
        ]
        months = [one.name for one in flows if one.spec.stored_length is PeriodLength.MONTH]
        began = time.monotonic()
        while (passed := time.monotonic() - began) < seconds:
            if self.sent < passed * BATCHES_A_SECOND:
                self._send(self.random.choice(areas), months)
            else:
                time.sleep(0.002)

    def _send(self, area: str, indicators: list[str]) -> None:
        names = self.random.sample(indicators, 3)
        periods = [Period.month(2026, self.random.randint(1, 6)) for _ in range(12)]
        rows = Observations(
            area=area,
            child="",
            indicators=names,
            entities=[""] * 3,
            lengths=[PeriodLength.MONTH] * 3,
            series=[position % 3 for position in range(12)],
            periods=[period.ordinal for period in periods],
            values=[float(self.random.randint(0, 500)) for _ in range(12)],
        )
        self.sent += 1
        value = encode_event(rows, received_time_ms=NOW_MS - _DAY_MS + self.sent, reporter="load")
        self.producer.send(AREA_EVENTS, key=area.encode(), value=value)


def _goes_up_as_given(indicator: IndicatorSpec) -> bool:
    return indicator.roll_up.rule == "sum" and indicator.derivation is None


def refolded(partition: int, records: Iterable[Record]) -> PartitionState:
    """Return the state of a partition after its records, one after the other."""
    state = PartitionState(lambda area: partition_of(area, PARTITIONS) == partition)
    for record in records:
        state.offset = record.offset
        try:
            event = decode_event(record.value or b"")
        except InvalidEvent:
            continue  # a poison record
        judge(state, fold(state, event))
    return state


def _shown(sent: Iterable[SentStatus]) -> dict[tuple[str, str], StatusVerdict]:
    """Return what a consumer shows that drops what is not higher than the last of its key."""
    last: dict[tuple[str, str], SentStatus] = {}
    for one in sent:
        key = one.verdict.target, one.verdict.area
        if key not in last or one.origin > last[key].origin:
            last[key] = one
    return {key: one.verdict for key, one in last.items()}


def check_repeats(sent: list[Record]) -> None:
    """No status was sent twice with different content: the same origin always says the same."""
    by_origin: dict[tuple[bytes, int, int, int], set[bytes]] = defaultdict(set)
    for record in sent:
        origin = decode_status(record.value or b"").origin
        by_origin[record.key or b"", *origin].add(record.value or b"")
    doubled = [origin for origin, values in by_origin.items() if len(values) > 1]
    assert not doubled, [[decode_status(value) for value in by_origin[origin]] for origin in doubled[:1]]


def content(verdict: StatusVerdict) -> tuple[object, ...]:
    """Return what a status says."""
    return verdict.status, verdict.last_status, verdict.value, verdict.plan_value, verdict.period, verdict.attainment, verdict.flip_value
