"""One running platform for all tests of the folder."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.cli.plan import apply_folder
from services.cli.up import clients_of
from services.demo.receiver import Receiver
from services.demo.settling import Settling
from services.local.platform import Platform
from shared.events.topics import AREA_EVENTS
from shared.model.manifests import Subscriber
from tests.e2e.asking import apply
from tests.e2e.span_sink import SpanSink

PLAN = Path(__file__).parents[2] / "plans" / "wuxi-2026"
SECRET = b"secret of the receiver"


@pytest.fixture(scope="session")
def receiver() -> Iterator[Receiver]:
    made = Receiver(SECRET)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def spans() -> Iterator[SpanSink]:
    made = SpanSink()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory, receiver: Receiver, spans: SpanSink) -> Iterator[Platform]:
    folder = tmp_path_factory.mktemp("platform")
    secret = folder / "receiver.secret"
    secret.write_bytes(SECRET)
    # Only what a test traces is recorded: what begins in a service is not.
    settings = {"OTLP_ENDPOINT": spans.address, "TRACE_RATIO": "0"}
    with Platform(folder, districts=clients_of(PLAN), settings=settings) as made:
        apply_folder(PLAN, made.connection("registry"))
        subscriber = Subscriber.model_validate(
            {
                "metadata": {"name": "receiver", "namespace": "wuxi-2026"},
                "spec": {"names": {"zh": "接收方", "en": "receiver"}, "webhook": {"url": receiver.url, "secretFile": str(secret)}},
            }
        )
        apply(made.connection("registry"), [subscriber])
        _settle(made)
        yield made
        made.check()


def _settle(platform: Platform) -> None:
    """Wait until the definitions are applied everywhere: what is reported before is judged when they come, and not by the report's trace."""
    pages = {name: one.pages for name, one in platform.components.items()}
    settling = Settling(
        platform.bootstrap_servers, processors=[pages["processor"]], scoreboard=pages["scoreboard"], notifier=pages["notifier"]
    )
    before = 0
    while (now := settling.records(AREA_EVENTS)) != before:
        before = now
        settling.wait(60.0, check=platform.check)
        time.sleep(1.0)
    settling.close()
