from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shared.model.errors import Unavailable
from shared.runtime.local_kafka import LocalKafka

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(180)]


def _answers(address: str) -> bool:
    host, port = address.split(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


def _is_alive(process_id: int) -> bool:
    # A killed process that nobody has waited for yet is a zombie, hence not alive.
    try:
        return Path(f"/proc/{process_id}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_broker_answers_on_the_same_address_after_stop_and_after_kill(own_kafka: LocalKafka) -> None:
    address = own_kafka.address
    assert _answers(address)

    own_kafka.stop()
    assert own_kafka.process_id is None
    assert not _answers(address)

    own_kafka.start()
    own_kafka.kill()
    assert not _answers(address)

    own_kafka.start()
    assert own_kafka.address == address
    assert _answers(address)


def test_starting_a_running_broker_does_nothing(own_kafka: LocalKafka) -> None:
    before = own_kafka.process_id
    own_kafka.start()
    assert own_kafka.process_id == before


def test_broker_is_killed_with_the_program_that_started_it(kafka_folder: Path) -> None:
    program = f"""
from pathlib import Path
from threading import Thread
from time import sleep
from shared.runtime.local_kafka import LocalKafka
broker = LocalKafka(Path({str(kafka_folder)!r}))
starter = Thread(target=broker.start)
starter.start()
starter.join()
sleep(1)
print(broker.process_id, flush=True)
sleep(100)
"""
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": "."}
    ) as starter:
        assert starter.stdout is not None
        broker = int(starter.stdout.readline())
        assert _is_alive(broker)
        starter.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while _is_alive(broker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_alive(broker)


def test_a_broker_that_cannot_start_says_why(kafka_folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        broker = LocalKafka(kafka_folder, port=taken.getsockname()[1])
        with pytest.raises(Unavailable, match=r"Address already in use|BindException"):
            broker.start()
    assert broker.process_id is None
