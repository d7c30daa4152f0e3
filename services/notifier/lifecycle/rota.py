"""Who is on call: a pure function of a rota and an instant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from shared.model.manifests.alerting import Rota


class Duty(NamedTuple):
    """Who is on call, from when until when."""

    person: str
    start_ms: int
    end_ms: int


def on_call(rota: Rota, now_ms: int, zone: tzinfo) -> Duty:
    """Return who is on call at an instant.

    Turns are counted in local days, so that a hand-over keeps its hour when clocks are changed; before the rota's start they are counted back.

    Args:
        rota: The rota.
        now_ms: The instant, milliseconds since 1970-01-01 UTC.
        zone: The plan's time zone.
    """
    local = datetime.fromtimestamp(now_ms / 1000, UTC).astimezone(zone).replace(tzinfo=None)
    first = datetime.combine(rota.start, time.fromisoformat(rota.hand_over))
    turn = (local - first).days // rota.days
    start = first + timedelta(days=turn * rota.days)
    duty = Duty(rota.persons[turn % len(rota.persons)], _instant(start, zone), _instant(start + timedelta(days=rota.days), zone))
    for one in _changes(rota, zone):
        if one.start_ms <= now_ms < one.end_ms:
            duty = one
        elif now_ms < one.start_ms:
            duty = duty._replace(end_ms=min(duty.end_ms, one.start_ms))
        else:
            duty = duty._replace(start_ms=max(duty.start_ms, one.end_ms))
    return duty


def _changes(rota: Rota, zone: tzinfo) -> Iterator[Duty]:
    for one in rota.changes:
        yield Duty(one.person, _instant(datetime.fromisoformat(one.start), zone), _instant(datetime.fromisoformat(one.end), zone))


def _instant(local: datetime, zone: tzinfo) -> int:
    return int(local.replace(tzinfo=zone).timestamp() * 1000)
