"""Faults caused on a running platform: a real Prometheus fires the alert that is meant, with the rules that operators get.

Only their times are compressed: a window of five minutes is ten seconds here, and an alert fires at once.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from services.cli.plan import apply_folder
from services.cli.up import clients_of
from services.demo.gauges import Pages
from services.demo.receiver import Receiver
from services.local.component import Component
from services.local.platform import Platform
from shared.events.codec import encode_event
from shared.events.kafka_client import Consumer, Producer
from shared.events.topics import AREA_EVENTS, TARGET_STATUSES
from shared.judgement.event import Observations
from shared.model.manifests import Area, Subscriber
from shared.model.period import Period, PeriodLength
from tests.e2e.asking import apply, eventually, report
from tests.monitoring.prometheus import RULES, Prometheus, scraping
from tests.monitoring.sticking import STICK, sticking_release
from xiheng.alerts.v1 import alert_service_pb2 as messages
from xiheng.alerts.v1 import alert_service_pb2_grpc as rpc
from xiheng.shared.v1.observation_pb2 import Observation

pytestmark = [pytest.mark.prometheus, pytest.mark.timeout(180)]
PLAN = RULES.parents[1] / "plans" / "wuxi-2026"
_WINDOWS = {"5m": "10s", "15m": "20s", "30m": "1m", "1h": "30s", "1d": "2m"}
_SECONDS = {
    "xiheng_checkpoint_age_seconds > 60": "xiheng_checkpoint_age_seconds > 6",
    "> 60 * sum(rate(xiheng_log_records_total": "> 0.2 * sum(rate(xiheng_log_records_total",
    "(last_over_time(xiheng_tick_timestamp_seconds[1h])) > 300": "(last_over_time(xiheng_tick_timestamp_seconds[1h])) > 8",
    "(increase(xiheng_rebuild_seconds_count[30m])) > 10": "(increase(xiheng_rebuild_seconds_count[30m])) > 3",
}


def compressed(text: str) -> str:
    """Return rules with short windows."""
    for long, short in _SECONDS.items():
        assert long in text or "record:" in text
        text = text.replace(long, short)
    text = re.sub(r"\[(\w+)\]", lambda found: f"[{_WINDOWS[found[1]]}]", text)
    return re.sub(r"^( +for:) \w+$", r"\1 1s", text, flags=re.MULTILINE)


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    made = Receiver(b"secret")
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory, receiver: Receiver) -> Iterator[Platform]:
    folder = tmp_path_factory.mktemp("platform")
    (folder / "secret").write_bytes(b"secret")
    settings = {"LEDGER_ROUND_SECONDS": "1", "LEDGER_HEAD_SECONDS": "1", "TICK_SECONDS": "2", "STALL_TIMEOUT": "15"}
    with Platform(folder, districts=clients_of(PLAN), settings=settings) as made:
        apply_folder(PLAN, made.connection("registry"))
        apply(made.connection("registry"), [subscriber(f"receiver-{number}", receiver, folder / "secret") for number in range(5)])
        yield made


def subscriber(name: str, receiver: Receiver, secret: Path) -> Subscriber:
    """One that is told over the receiver's webhook."""
    names, webhook = {"zh": "接收方", "en": "receiver"}, {"url": receiver.url, "secretFile": str(secret)}
    return Subscriber.model_validate({"metadata": {"name": name, "namespace": "wuxi-2026"}, "spec": {"names": names, "webhook": webhook}})


@pytest.fixture(scope="module")
def prometheus(tmp_path_factory: pytest.TempPathFactory, platform: Platform) -> Iterator[Prometheus]:
    folder = tmp_path_factory.mktemp("prometheus")
    rules = [folder / name for name in ("recording.yaml", "alerts.yaml")]
    for one in rules:
        one.write_text(compressed((RULES / one.name).read_text(encoding="utf-8")), encoding="utf-8")
    with scraping(platform.folder, folder, rules) as made:
        yield made


def fires(prometheus: Prometheus, name: str, *, seconds: float = 40.0, **labels: str) -> None:
    """Wait until an alert fires with some labels."""
    eventually(lambda: any(labels.items() <= one.items() for one in prometheus.firing().get(name, [])), seconds=seconds)


def silence(platform: Platform) -> None:
    """Add a line to the ledger that nothing follows from."""
    request = messages.SilenceAlertsRequest(matchers=["plan=wuxi-2026", "family=none"], reason="none", request_id="none")
    request.end_time.GetCurrentTime()
    request.end_time.seconds += 3_600
    reach = platform.connection("notifier")
    with reach.open() as channel:
        rpc.AlertServiceStub(channel).SilenceAlerts(request, metadata=reach.metadata, timeout=10)


def zone(number: int) -> Area:
    """A zone of a district, which every partition has to know."""
    spec = {"names": {"zh": "新区", "en": "New Zone"}, "level": "zone", "parent": "320213"}
    return Area.model_validate({"metadata": {"name": f"320213-{number}"}, "spec": spec})


def rows(area: str, *, months: int, value: float, indicator: str = "debt.new-hidden") -> list[Observation]:
    return [Observation(indicator=indicator, area=area, period=f"2026-{month:02}", value=value) for month in range(1, months + 1)]


def flood(platform: Platform, records: int) -> None:
    """Write records of one value each into one partition of the log."""
    producer = Producer(platform.bootstrap_servers)
    batch = Observations(
        area="320213",
        child="",
        indicators=["parking.new"],
        entities=[""],
        lengths=[PeriodLength.MONTH],
        series=(),
        periods=[Period.month(2026, 6).ordinal],
        values=[30.0],
    )
    value = encode_event(batch, received_time_ms=int(time.time() * 1000))
    for _ in range(records):
        producer.send(AREA_EVENTS, key=b"320213", value=value)
    producer.close()


@contextmanager
def locked(platform: Platform, service: str) -> Iterator[None]:
    """Have another program write to the database of a service as long as the body runs."""
    other = sqlite3.connect(platform.folder / "data" / f"{service}.db", isolation_level=None, timeout=20.0)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_a_platform_that_is_well_raises_nothing(platform: Platform, prometheus: Prometheus) -> None:
    def worked() -> bool:
        report(platform.connection("risk", "district-320205"), "risk", rows("320205", months=3, value=0.0))
        return any(one.value > 0 for one in prometheus.query("xiheng:log_records:rate5m"))

    eventually(worked)
    # Before its first look Prometheus knows of no registry.
    eventually(lambda: prometheus.firing() == {}, seconds=5.0)


def test_a_poison_record_raises_dead_letters(platform: Platform, prometheus: Prometheus) -> None:
    producer = Producer(platform.bootstrap_servers)
    producer.send(AREA_EVENTS, key=b"320206", value=b"no event").result()
    producer.close()
    fires(prometheus, "XihengDeadLetters")


def test_a_district_whose_records_are_refused_is_named(platform: Platform, prometheus: Prometheus) -> None:
    connection = platform.connection("livelihood", "district-320211")
    for _ in range(12):
        accepted, refusals = report(connection, "livelihood", rows("320211", months=6, value=1.0, indicator="no.such"))
        assert (accepted, len(refusals)) == (0, 6)
        time.sleep(0.5)
    fires(prometheus, "XihengDistrictRefused", area="320211")


def test_a_district_that_is_silent_and_late_is_named(platform: Platform, prometheus: Prometheus) -> None:
    report(
        platform.connection("livelihood", "district-320282"), "livelihood", rows("320282", months=1, value=9.0, indicator="jobs.urban-new")
    )
    service = platform.components["livelihood"]
    service.stop()
    with sqlite3.connect(platform.folder / "data" / "livelihood.db") as database:
        # As it would be three days later.
        assert database.execute("UPDATE last_reports SET reported_ms = reported_ms - 259200000 WHERE area = '320282'").rowcount == 1
    database.close()
    service.start()
    service.wait()
    fires(prometheus, "XihengDistrictSilent", area="320282")
    fires(prometheus, "XihengDistrictLate", area="320282")


def test_a_notice_that_is_refused_for_good_is_told(platform: Platform, prometheus: Prometheus, receiver: Receiver) -> None:
    wrong = platform.folder / "wrong"
    wrong.write_bytes(b"not the one that was agreed on")
    apply(platform.connection("registry"), [subscriber("refused", receiver, wrong)])
    report(platform.connection("risk", "district-320282"), "risk", rows("320282", months=5, value=5.0))
    fires(prometheus, "XihengNoticesDead")


def test_a_receiver_that_is_away_is_told(platform: Platform, prometheus: Prometheus, receiver: Receiver) -> None:
    receiver.stop()
    for number, area in enumerate(("320205", "320206", "320211", "320213", "320214", "320281")):
        report(platform.connection("risk", f"district-{area}"), "risk", rows(area, months=5, value=5.0 + number))
    fires(prometheus, "XihengNoticesFailing", channel="webhook")
    fires(prometheus, "XihengNoticesWaiting")


def test_a_ledger_that_somebody_changed_is_told(platform: Platform, prometheus: Prometheus) -> None:
    def put(digest: str) -> str:
        with sqlite3.connect(platform.folder / "data" / "notifier.db", timeout=20.0) as database:
            (before,) = database.execute("SELECT digest FROM ledger WHERE line = 1").fetchone()
            database.execute("UPDATE ledger SET digest = ? WHERE line = 1", (digest,))
        database.close()
        return str(before)

    assert "XihengLedgerBroken" not in prometheus.firing()
    written = put("00")
    fires(prometheus, "XihengLedgerBroken")
    put(written)
    eventually(lambda: "XihengLedgerBroken" not in prometheus.firing(), seconds=40.0)


def test_a_log_that_grows_faster_than_it_is_applied_is_told(platform: Platform, prometheus: Prometheus) -> None:
    processor = platform.components["processor"]
    processor.stop()
    flood(platform, 60_000)
    processor.start()
    fires(prometheus, "XihengLogLag")
    processor.wait(90.0)


def test_a_database_that_another_program_holds_is_slow_and_its_reader_falls_behind(platform: Platform, prometheus: Prometheus) -> None:
    consumer, producer = Consumer(platform.bootstrap_servers), Producer(platform.bootstrap_servers)
    ends = consumer.ends(TARGET_STATUSES)
    consumer.assign({(TARGET_STATUSES, partition): 0 for partition in ends})
    known = eventually(lambda: consumer.poll(0.2))[0]
    with locked(platform, "scoreboard"):
        for _ in range(1500):
            # What was sent before has no effect a second time, and has to be looked at all the same.
            producer.send(TARGET_STATUSES, key=known.key, value=known.value or b"")
        producer.flush()
        fires(prometheus, "XihengReaderLag", topic=TARGET_STATUSES)
    consumer.close()
    producer.close()
    fires(prometheus, "XihengDatabaseSlow", component="scoreboard")


def test_kafka_that_does_not_answer_is_told_and_what_is_not_kept_for_it(platform: Platform, prometheus: Prometheus) -> None:
    assert platform.kafka is not None
    connection = platform.connection("risk", "district-320205")
    stop = threading.Event()

    def load() -> None:
        for value in range(400):
            if stop.is_set():
                return
            report(connection, "risk", rows("320205", months=6, value=float(value)))

    thread = threading.Thread(target=load)
    thread.start()
    time.sleep(1.0)
    platform.kafka.pause()
    try:
        fires(prometheus, "XihengKafkaAway")
        fires(prometheus, "XihengCheckpointOld")
        silence(platform)
        fires(prometheus, "XihengLedgerUnrecorded")
    finally:
        stop.set()
        platform.kafka.resume()
        thread.join()
    fires(prometheus, "XihengAnswersSlow")
    eventually(lambda: "XihengLedgerUnrecorded" not in prometheus.firing(), seconds=60.0)
    eventually(lambda: "XihengKafkaAway" not in prometheus.firing(), seconds=60.0)


def test_definitions_on_their_way_and_the_clock_are_told_while_kafka_stands_still(platform: Platform, prometheus: Prometheus) -> None:
    kafka, registry, numbers = platform.kafka, platform.components["registry"], count()
    assert kafka is not None

    def stands_still_on_the_way() -> bool:
        """Have Kafka stop as soon as it took a definition; False when every partition had it already."""
        apply(platform.connection("registry"), [zone(next(numbers))])
        kafka.pause()
        time.sleep(0.2)
        if Pages([registry.pages]).total("xiheng_pending_definitions"):
            return True
        kafka.resume()
        return False

    eventually(stands_still_on_the_way, seconds=30.0)
    try:
        fires(prometheus, "XihengDefinitionsPending")
        fires(prometheus, "XihengClockStopped")
    finally:
        kafka.resume()
    eventually(lambda: not {"XihengDefinitionsPending", "XihengClockStopped"} & prometheus.firing().keys(), seconds=60.0)


def test_a_processor_that_stands_still_is_ended_and_told(platform: Platform, prometheus: Prometheus, tmp_path: Path) -> None:
    processor = platform.components["processor"]
    processor.stop()
    processor._release = sticking_release(tmp_path)
    processor.start()
    processor.wait(90.0)
    processor.signal(STICK)
    eventually(lambda: processor.exit_code, seconds=60.0)
    processor.start()
    processor.wait(90.0)
    fires(prometheus, "XihengWatchdogEnded")


def test_partitions_that_change_hands_again_and_again_are_told(platform: Platform, prometheus: Prometheus) -> None:
    settings = {"BOOTSTRAP_SERVERS": platform.bootstrap_servers, "DATA_FOLDER": str(platform.folder / "data" / "guest")}
    for _ in range(3):
        guest = Component("processor", platform.folder, settings, instance="guest")
        guest.start()
        guest.wait(90.0)
        guest.stop()
    fires(prometheus, "XihengRebuildsOften")


@pytest.mark.parametrize(
    ("component", "alert"),
    [
        ("environment", "XihengProcessDown"),
        ("registry", "XihengRegistryNotAlone"),
        ("registry", "XihengClockStopped"),
        ("processor", "XihengPartitionsNotHeld"),
    ],
)
def test_a_process_that_is_killed_is_missed(platform: Platform, prometheus: Prometheus, component: str, alert: str) -> None:
    platform.components[component].kill()
    fires(prometheus, alert)
    platform.components[component].start()
    platform.components[component].wait(90.0)
    eventually(lambda: alert not in prometheus.firing(), seconds=90.0)


def test_a_process_that_ends_again_and_again_is_told(platform: Platform, prometheus: Prometheus) -> None:
    for _ in range(3):
        platform.components["industry"].kill()
        platform.components["industry"].start()
        platform.components["industry"].wait()
        time.sleep(2.0)
    fires(prometheus, "XihengProcessRestarting", component="industry")
