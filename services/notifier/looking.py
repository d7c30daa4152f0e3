"""Looking at one alert: what time has brought for it, and when to look again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from services.notifier.episodes import seen_of, standing_from
from services.notifier.knowing import EVER, Telling, telling
from services.notifier.lifecycle.escalation import Due, next_stage
from services.notifier.lifecycle.line import Line, Muted, Seen
from services.notifier.lifecycle.reminding import Occasion, next_reminder
from services.notifier.lifecycle.rota import on_call
from services.notifier.lifecycle.silence import Silence
from services.notifier.lifecycle.standing import Standing
from services.notifier.lines import line_of_escalated, line_of_released, line_of_reminded, step_of
from services.notifier.stages import Passed, notices_for
from services.notifier.stages.hearing import hears
from services.notifier.stages.situation import Situation
from services.notifier.stages.stage import Held
from services.notifier.surroundings import alerting_of, situation_of
from shared.model.catalogue import Catalogue
from shared.model.manifests.alerting import Alerting, Chain
from xiheng.events.v1.verdict_pb2 import AlertEvent

NEVER_MS: Final = 1 << 62
"""Until something else happens."""
_MINUTE_MS, _HOUR_MS = 60_000, 3_600_000


@dataclass(frozen=True, kw_only=True)
class Sight:
    """An alert as it is looked at."""

    connection: sa.Connection
    row: Any
    event: AlertEvent
    standing: Standing
    catalogue: Catalogue
    silences: Collection[Silence]
    now_ms: int

    @property
    def alerting(self) -> Alerting:
        """What its plan says."""
        return alerting_of(self.event.plan, self.catalogue)

    @cached_property
    def situation(self) -> Situation:
        """What decides who is told of it; read only where there is something to tell, for most looks find nothing."""
        return situation_of(self.connection, self.event, self.standing, self.catalogue, self.silences, self.now_ms)

    def tried(self, step: str, *occasion: object, to: Collection[str] | None = None) -> Passed:
        """Return what becomes of something that there is to tell, besides its event where there is an occasion."""
        words = "/".join(map(str, occasion))
        return notices_for(
            self.event,
            self.row.last_cursor,
            self.catalogue,
            step=step,
            now_ms=self.now_ms,
            situation=self.situation,
            occasion=words,
            to=to,
        )


class Done(NamedTuple):
    """What is done of one kind; without lines nothing is."""

    lines: Sequence[Line] = ()
    told: Telling = Telling()
    held: Collection[Held] = ()
    """What holds back what was to be done."""
    next_ms: int = NEVER_MS
    """When there may be something to do."""


class Looked(NamedTuple):
    """What came of a look."""

    lines: Sequence[Line]
    told: Telling
    next_ms: int
    """When to look again, unless something happens before; where lines are appended, at once."""
    held: str
    """What holds notices back; empty: nothing."""


def look(connection: sa.Connection, row: Any, catalogue: Catalogue, silences: Collection[Silence], now_ms: int) -> Looked:  # noqa: ANN401 - a row
    """Return what to do about an alert now, one thing at a time.

    Args:
        connection: The transaction.
        row: Of the alert.
        catalogue: Plans and subscribers.
        silences: The active ones.
        now_ms: The machine's time.
    """
    event, standing = AlertEvent.FromString(row.event), standing_from(row.standing)
    if not standing.going_on and not row.held:
        return Looked((), Telling(), NEVER_MS, "")
    sight = Sight(connection=connection, row=row, event=event, standing=standing, catalogue=catalogue, silences=silences, now_ms=now_ms)
    held: set[Held] = set()
    next_ms = NEVER_MS
    for turn in (_released, _escalated, _reminded):
        done = turn(sight)
        if done.lines:
            return Looked(done.lines, done.told, 0, _and_also(row.held, done.held))
        held.update(done.held)
        next_ms = min(next_ms, done.next_ms)
    next_ms = min([next_ms, *(one.until_ms for one in held if one.until_ms)])
    return Looked((), Telling(), next_ms, words_of(held))


def soonest_ms(catalogue: Catalogue) -> int:
    """Return after how many milliseconds an event can bring something at the earliest, at most a minute: no look is needed before."""
    plans = [spec.alerting for spec in catalogue.plans.values()]
    stages = [stage.after_minutes * _MINUTE_MS for one in plans for chain in one.escalation.values() for stage in chain.stages]
    repeats = [one.repeat_hours * _HOUR_MS for one in plans if one.repeat_hours is not None]
    return int(min([_MINUTE_MS, *stages, *repeats]))


def words_of(held: Collection[Held]) -> str:
    """Return what holds notices back, as a row copies it; empty: nothing."""
    return ",".join(sorted({one.why.value for one in held}))


def _and_also(known: str, held: Collection[Held]) -> str:
    """Return what holds notices back, as a row copies it, where some of those that a step tells are held back: they are told when they are not."""
    return ",".join(sorted({*filter(None, known.split(",")), *(one.why.value for one in held)}))


def chains_of(event: AlertEvent, catalogue: Catalogue, alerting: Alerting) -> Mapping[str, Chain]:
    """Return the chains that an alert follows: those of the subscribers that hear of it, else the plan's default."""
    specs = [(name, one.spec) for (plan, name), one in catalogue.subscribers.items() if plan == event.plan and one.spec.escalation]
    own = {spec.escalation for name, spec in specs if hears(name, spec, event, catalogue, ())}
    names = own or {alerting.default_escalation}
    return {name: chain for name, chain in sorted(alerting.escalation.items()) if name in names}


def _released(sight: Sight) -> Done:
    """Tell what was held back and is not any more; who has been told of the event does not hear of it again."""
    row = sight.row
    if not row.held:
        return Done()
    tried = sight.tried(step_of(sight.event, is_first=row.first_cursor == row.last_cursor))
    told = telling(sight.connection, tried.notices, EVER)
    # Where nobody is left to be told the time to answer begins all the same: a chain may name somebody.
    if not told.fresh and (tried.held or sight.standing.told):
        return Done(held=tried.held)
    return Done([line_of_released(sight.event, _seen(sight), [one.notice_id for one in told.fresh], row.held, sight.now_ms)], told)


def _escalated(sight: Sight) -> Done:
    """Take the next stage of the chains; who has been told of the event since it fell due is not told again."""
    standing = sight.standing
    due = next_stage(standing, chains_of(sight.event, sight.catalogue, sight.alerting))
    if due is None or not standing.told:
        return Done()
    if due.due_ms > sight.now_ms:
        return Done(next_ms=due.due_ms)
    to = _named(due, sight)
    tried = sight.tried("escalated", "escalated", standing.since_ms, due.chain, due.number, to=to)
    if not tried.notices and any(one.why is not Muted.INHIBITION for one in tried.held):
        return Done(held=tried.held)
    # Those to whom another alert says it are told when that ends; the stages after theirs name others, who do not wait for it.
    told = telling(sight.connection, tried.notices, due.due_ms)
    return Done([line_of_escalated(sight.event, _seen(sight), due, to, standing.since_ms, sight.now_ms)], told, tried.held)


def _reminded(sight: Sight) -> Done:
    """Tell again those who hear of it, but not who has been told of the event since then; that a deadline passed is news."""
    due = next_reminder(sight.standing, sight.alerting.repeat_hours)
    if due is None or not sight.standing.told:
        return Done()
    if due.due_ms > sight.now_ms:
        return Done(next_ms=due.due_ms)
    is_news = due.occasion is Occasion.DEADLINE_PASSED
    tried = sight.tried("overdue" if is_news else "reminded", due.occasion.value, due.due_ms)
    if not tried.notices:
        return Done(held=tried.held)
    told = telling(sight.connection, tried.notices, None if is_news else due.due_ms)
    return Done([line_of_reminded(sight.event, _seen(sight), due, sight.now_ms)], told)


def _named(due: Due, sight: Sight) -> list[str]:
    rota = sight.alerting.rotas.get(due.stage.rota) if due.stage.rota else None
    on_duty = [on_call(rota, sight.now_ms, sight.situation.zone).person] if rota else []
    return sorted({*due.stage.tell, *on_duty})


def _seen(sight: Sight) -> Seen:
    return seen_of(sight.connection, [sight.event.id])[sight.event.id]
