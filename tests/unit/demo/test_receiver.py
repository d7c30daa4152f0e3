"""The receiver of webhooks of the demo."""

from __future__ import annotations

from http.client import HTTPConnection, RemoteDisconnected
from urllib.parse import urlsplit

import pytest

from services.demo.receiver import Receiver


def test_one_that_has_stopped_answers_nobody_over_a_connection_that_is_open_either() -> None:
    receiver = Receiver(b"secret")
    receiver.start()
    connection = HTTPConnection(urlsplit(receiver.url).netloc, timeout=5.0)
    connection.request("POST", "/alerts", b"{}")
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (403, b"")
    receiver.stop()
    connection.request("POST", "/alerts", b"{}")
    with pytest.raises(RemoteDisconnected):
        connection.getresponse()
    connection.close()
