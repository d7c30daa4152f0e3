"""How a platform of `xiheng up` is: Kafka, processes, databases, catalogue, clock, tokens, work that waits, districts that are silent."""

from __future__ import annotations

import sqlite3
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from services.cli.doctor_finding import Finding, Level, fault, looked_at, note, well
from services.cli.doctor_pages import process_finding, work_findings
from services.cli.reach import token_of
from services.cli.screen import counted, moment
from services.local.card import Card, read_card
from services.local.credentials import DOMAINS, OPERATOR, runs_out
from shared.client import Connection, Reporter
from shared.events.administration import create_topics, topic_problems
from shared.events.kafka_client import Consumer
from shared.events.topics import DEAD_LETTERS
from shared.model.errors import Unavailable
from xiheng.registry.v1 import registry_service_pb2 as messages
from xiheng.registry.v1 import registry_service_pb2_grpc as rpc

_LOCK_SECONDS = 3.0
_CLOCK_SECONDS = 300.0
_SOON_DAYS = 14.0
_SILENT = timedelta(days=31)


def platform_findings(folder: Path, *, mend: bool) -> Iterator[Finding]:
    """Yield how the platform of a folder is; nothing but a line where none runs."""
    try:
        card = read_card(folder)
    except Unavailable as error:
        none_runs = isinstance(error.__cause__, OSError)
        words = f"none runs in {folder} (start one with `xiheng up`)"
        yield well("platform", words) if none_runs else fault("platform", str(error), "start it again with `xiheng up`")
        return
    kafka = list(looked_at("Kafka", lambda: _kafka(card.kafka, mend=mend)))
    yield from kafka
    if not _at_fault(kafka):
        yield from looked_at("dead letters", lambda: _dead_letters(card.kafka))
    for database in sorted((folder / "data").glob("*.db")):
        yield database_finding(database)
    yield from _tokens(card)
    processes = [process_finding(name, address, folder / "logs") for name, address in sorted(card.pages.items())]
    yield from processes
    # A process that is away has been said; what it would tell is not asked.
    yield from _answers(card, card.pages.keys() - _at_fault(processes))


def _answers(card: Card, answering: Collection[str]) -> Iterator[Finding]:
    """Yield what the processes that answer tell."""
    if "registry" in answering:
        yield from looked_at("registry", lambda: registry_findings(_connection(card, "registry", OPERATOR), time.time()))
    yield from work_findings({name: card.pages[name] for name in answering})
    domains = [name for name in DOMAINS if name in answering]
    if domains:
        yield from _together(
            one
            for subject in sorted(card.tokens.keys() - {OPERATOR})
            for one in looked_at(subject, partial(_reporter, card, subject, domains))
        )


def _together(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings, those who say the same in one."""
    by_text: dict[tuple[Level, str, str], list[str]] = defaultdict(list)
    for one in findings:
        by_text[one.level, one.text, one.remedy].append(one.what)
    for (level, text, remedy), names in by_text.items():
        yield Finding(", ".join(names), level, text, remedy)


def _reporter(card: Card, subject: str, domains: Iterable[str]) -> Iterator[Finding]:
    return reporter_findings(subject, {name: _connection(card, name, subject) for name in domains}, time.time())


def _at_fault(findings: Iterable[Finding]) -> set[str]:
    return {one.what for one in findings if one.level is Level.FAULT}


def _kafka(address: str, *, mend: bool) -> Iterator[Finding]:
    if mend:
        create_topics(address)
    problems = topic_problems(address)
    for one in problems:
        words, _, remedy = one.partition(": ")
        yield fault("Kafka", words, remedy)
    if not problems:
        yield well("Kafka", f"answers at {address}, all topics are there")


def database_finding(path: Path) -> Finding:
    """Try to write to a database of SQLite; nothing is changed."""
    what = f"database {path.stem}"
    try:
        with closing(sqlite3.connect(path, timeout=_LOCK_SECONDS, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            return fault(what, f"{path} is locked by another program", f"end it: `fuser {path}` tells its process")
        return fault(what, f"{path} cannot be written ({error})", "free some space, or change the rights of the folder")
    except sqlite3.DatabaseError as error:
        return fault(what, f"{path} is damaged ({error})", "stop the platform and move the file away: it is filled again from Kafka")
    return well(what, "can be written")


def _tokens(card: Card) -> Iterator[Finding]:
    looks = {subject: partial(token_findings, subject, Path(path), time.time()) for subject, path in sorted(card.tokens.items())}
    found = [one for subject, look in looks.items() for one in looked_at(f"token of {subject}", look)]
    wrong = [one for one in found if one.level is not Level.WELL]
    yield from wrong
    yield well("tokens", f"{counted(len(found) - len(wrong), 'token')} valid")


def token_findings(subject: str, path: Path, now: float) -> Iterator[Finding]:
    """Yield how long a token is valid."""
    what = f"token of {subject}"
    token_of(path)
    ends = runs_out(path)
    day = moment(int(ends * 1000))
    remedy = "start the platform again: it makes a new one"
    if ends < now:
        yield fault(what, f"ran out on {day}", remedy)
    elif ends < now + _SOON_DAYS * 86_400:
        yield note(what, f"runs out on {day}", remedy)
    else:
        yield well(what, f"valid until {day}")


def registry_findings(reach: Connection, now: float) -> Iterator[Finding]:
    """Yield how catalogue and clock are."""
    with reach.open() as channel:
        stub = rpc.RegistryServiceStub(channel)
        targets = stub.ListDefinitions(messages.ListDefinitionsRequest(kind="Target"), metadata=reach.metadata, timeout=10).definitions
        state = stub.GetState(messages.GetStateRequest(), metadata=reach.metadata, timeout=10)
    if targets:
        yield well("catalogue", f"{len(targets)} targets are in force")
    else:
        yield fault("catalogue", "no target is in force", "apply a plan: `xiheng plan apply plans/wuxi-2026`")
    if state.pending_definitions:
        yield note(
            "definitions",
            f"{state.pending_definitions} are not in every partition yet",
            "wait; if the number stays, see the log of the registry",
        )
    if not state.HasField("tick_time") or state.replaying:
        yield well("ticks", "the clock is moved by hand" if state.replaying else "none yet")
        return
    tick = state.tick_time.ToMilliseconds()
    if abs(tick / 1000 - now) > _CLOCK_SECONDS:
        yield fault(
            "ticks",
            f"the last one is of {moment(tick)}, and now it is {moment(int(now * 1000))}",
            "set the clock (NTP); nothing becomes overdue until it has caught up",
        )
    else:
        yield well("ticks", f"the last one is of {moment(tick)}")


def reporter_findings(subject: str, services: Mapping[str, Connection], now: float) -> Iterator[Finding]:
    """Yield when a reporting client was heard of last, and what it owes."""
    last, due = 0.0, []
    for name, reach in services.items():
        with Reporter(name, reach, patience_seconds=0.0) as reporter:
            answer = reporter.list_receipts(1, since=datetime.fromtimestamp(now, UTC) - _SILENT)
        last = max([last, *(one.received_time.ToMilliseconds() / 1000 for one in answer.receipts)])
        due += answer.due
    heard = f"last heard of on {moment(int(last * 1000))}" if last else "was not heard of for a month"
    if due:
        first = min(due, key=lambda one: one.due_time.ToMilliseconds())
        text = f"{heard}; {counted(len(due), 'value')} overdue, the oldest {first.indicator} of {first.area} for {first.period}"
        yield note(subject, text, "ask whoever is responsible there")
    elif not last:
        yield note(subject, heard, "ask whoever is responsible there; they report with `xiheng push FILE --as NAME`")
    else:
        yield well(subject, heard)


def _dead_letters(address: str) -> Iterator[Finding]:
    with closing(Consumer(address, name="xiheng-doctor")) as consumer:
        count = sum(consumer.ends(DEAD_LETTERS).values())
    if count:
        yield note("dead letters", f"{counted(count, 'record')} could not be applied", "see them: `xiheng dead-letters list`")
    else:
        yield well("dead letters", "none")


def _connection(card: Card, service: str, subject: str) -> Connection:
    return Connection(address=card.services[service], token=token_of(Path(card.tokens[subject])))
