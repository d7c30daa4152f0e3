"""One running platform for all tests of the folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.cli.plan import apply_folder
from services.cli.up import clients_of
from services.demo.receiver import Receiver
from services.local.platform import Platform
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
        yield made
        made.check()
