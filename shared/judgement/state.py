"""The state of a partition: series of its areas, definitions, the latest tick, and the memory of what was sent."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy

from shared.judgement.assess import TargetAssessment
from shared.judgement.cell import Cell
from shared.judgement.definition_index import DefinitionIndex
from shared.judgement.event import Definition, Run
from shared.judgement.means import Means
from shared.judgement.memory import AlertMemory, StatusMemory
from shared.judgement.places import Ints, Places
from shared.judgement.rules.target_rule import Stand
from shared.judgement.rules.walk import Walk
from shared.judgement.sent_up import SentUp
from shared.judgement.series import Series, SeriesKey, key_of, parse_cell_key
from shared.judgement.slots import Slots
from shared.judgement.view import Point
from shared.model.period import Period, PeriodLength
from shared.model.review import Review, Trail
from shared.model.statement import Statement

Content = Cell | Definition | int | StatusMemory | AlertMemory | Trail | Statement | frozenset[int]
"""What a cell of the state table may hold; the first letter of its key tells which: s, d, t, m, e, r, o, u."""

TICK_KEY = "t"
_NO_STEPS = Trail(())


def review_key(area: str, indicator: str, period: Period) -> str:
    """Return the table key of the steps of the office about a period: `r/area/indicator/length/ordinal`."""
    return f"r/{area}/{indicator}/{int(period.length)}/{period.ordinal}"


def statement_key(statement: Statement) -> str:
    """Return the table key of a statement: `o/area/plan/target/event`."""
    return f"o/{statement.area}/{statement.plan}/{statement.target}/{statement.event_id:016x}"


class AreaState:
    """All that is known about one area, and what was worked out from it."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.slots = Slots()
        """Columns of all its cells."""
        self.places = Places()
        """Where the current cells of its series lie in them."""
        self.listed: list[Series] = []
        """Series by number."""
        self.numbers: dict[tuple[str, str, PeriodLength], dict[str, int]] = defaultdict(dict)
        """Numbers of series by (child, indicator, length) and entity: the hot path asks nothing else."""
        self.runs: dict[tuple[str, Run], Ints] = {}
        """Numbers of the series of runs as already looked up, by child and run."""
        self.series: dict[SeriesKey, Series] = {}
        self.reviews: dict[str, dict[Period, Trail]] = defaultdict(dict)
        """The office's steps about each period, by indicator."""
        self.statements: dict[tuple[str, str], dict[int, Statement]] = {}
        """What was said beside verdicts, by (plan, target) and event id."""
        self.by_indicator: dict[str, list[Series]] = defaultdict(list)
        self.of_children: dict[str, list[Series]] = defaultdict(list)
        """Series of child areas themselves, in order of their codes, by indicator."""
        self.sent_up: dict[str, SentUp] = {}
        """What they hold as already read, by indicator."""
        self.points: dict[str, dict[PeriodLength, tuple[tuple[Point, ...], dict[Period, Point]]]] = defaultdict(dict)
        """Points over all lanes as already read, by indicator and length."""
        self.entities: dict[str, Mapping[str, Sequence[Point]]] = {}
        """Points of entities as already read, by indicator."""
        self.by_entity: dict[str, dict[str, tuple[Point, ...]]] = {}
        """The same by indicator and entity: of those that did not change they stay."""
        self.means: dict[str, Means] = {}
        """Means over entities as already read, by indicator."""
        self.assessed: dict[tuple[str, str], TargetAssessment] = {}
        """Targets as assessed last, with the readings that still hold, by (plan, target)."""
        self.stands: dict[tuple[str, str], Stand] = {}
        """Where targets stood when the rules over targets were last asked, by (plan, target)."""
        self.asked_on: Period | None = None
        """The day on which they were all asked."""
        self.walked_to: dict[tuple[str, str], Period] = {}
        """The last period that was over when a rule that reads the clock was walked, by (plan, rule)."""
        self.walks: dict[tuple[str, str, str], Walk] = {}
        """Ends of the walks of rules over the area and its entities, by (plan, rule, entity)."""
        self.deadlines: dict[tuple[str, str], int] = {}
        """When the clock alone may change a status, milliseconds, by (plan, target); absent: not judged since the start."""
        self.stale: set[str] = set()
        """Indicators that changed by readings shorter than a day since the last tick, as far as is known."""
        self.withheld: set[tuple[SeriesKey, int]] = set()
        """What was under embargo when it was last looked at: its own values and those of its child areas, by series and ordinal."""

    def get(self, key: SeriesKey) -> Series:
        """Return a series, made when it is not there."""
        series = self.series.get(key)
        if series is None:
            series = self.series[key] = Series(self.code, key, self.slots, self.places)
            self.by_indicator[key.indicator].append(series)
            if key.child and not key.entity:
                insort(self.of_children[key.indicator], series, key=key_of)
            self.listed.append(series)
            self.numbers[key.child, key.indicator, key.length][key.entity] = series.number
        return series

    def review(self, indicator: str, period: Period, review: Review) -> bool:
        """Take in a step of the office; return whether it was not known yet."""
        known = self.reviews[indicator].get(period, _NO_STEPS)
        trail = self.reviews[indicator][period] = known | review
        return trail is not known

    def unread(self) -> AreaState:
        """Return the same values with nothing read of them yet: what another view reads is not kept here."""
        copied = copy(self)
        copied.points, copied.entities, copied.by_entity, copied.means, copied.sent_up = defaultdict(dict), {}, {}, {}, {}
        return copied

    def forget(self) -> None:
        """Drop everything that was worked out: definitions changed."""
        self.sent_up.clear()
        self.points.clear()
        self.entities.clear()
        self.by_entity.clear()
        self.means.clear()
        self.slots.all_wait()
        self.assessed.clear()
        self.stands.clear()
        self.walked_to.clear()
        self.walks.clear()
        self.asked_on = None
        self.deadlines.clear()


class PartitionState:
    """State and memory of one partition of the log.

    State (series, definitions, tick) is the same for the same events in any order, split or repetition. Memory is ruled by the log's
    order alone. `owns` tells whether verdicts about an area belong to this partition; the offline command owns every area.
    """

    def __init__(self, owns: Callable[[str], bool] = lambda _: True) -> None:
        self.owns = owns
        self.areas: dict[str, AreaState] = {}
        self.definitions: dict[tuple[str, str, str], Definition] = {}
        self.index = DefinitionIndex({}, owns)
        self.now_ms = 0
        self.statuses: dict[tuple[str, str, str], StatusMemory] = {}
        """What was last sent, by (plan, target, area)."""
        self.alerts: dict[tuple[str, str, str, str], AlertMemory] = {}
        """Episodes known, by (plan, rule, area, entity)."""
        self.sent_up: dict[tuple[str, str, PeriodLength], frozenset[int]] = {}
        """Ordinals of the values that an area worked out and that its parent holds, by (area, indicator, length)."""
        self.offset = -1
        """Offset of the record being applied; the edge sets it before each fold."""
        self.dirty: dict[str, tuple[int, Content]] = {}
        """Cells changed since the last `take_dirty`, with the offset that last changed them, by key."""

    def area(self, code: str) -> AreaState:
        """Return an area's state, made when it is not there."""
        found = self.areas.get(code)
        if found is None:
            found = self.areas[code] = AreaState(code)
        return found

    def touch(self, key: str, content: Content) -> None:
        """Remember that a cell has to be written at the next checkpoint; cells of series are remembered in the columns of their area."""
        self.dirty[key] = (self.offset, content)

    def remember_sent_up(self, key: tuple[str, str, PeriodLength], ordinals: frozenset[int]) -> None:
        """Remember which values of an area its parent holds."""
        self.sent_up[key] = ordinals
        area, indicator, length = key
        self.touch(f"u/{area}/{indicator}/{int(length)}", ordinals)

    def take_dirty(self) -> Iterator[tuple[str, int, Content]]:
        """Yield (key, offset, content) of every cell changed since the last call, and forget that they changed."""
        taken, self.dirty = self.dirty, {}
        for key, (offset, content) in taken.items():
            yield key, offset, content
        for area in self.areas.values():
            for number, offset in area.slots.take_changed():
                cell = area.slots.cells[number]
                yield cell.key, offset, cell

    def define(self, definition: Definition) -> bool:
        """Take in a version of a definition; return whether it is newer than the one known."""
        key = (definition.kind, definition.plan, definition.name)
        known = self.definitions.get(key)
        if known is not None and known.version >= definition.version:
            return False
        self.definitions[key] = definition
        self.touch("d/" + "/".join(key), definition)
        return True

    def definitions_changed(self) -> None:
        """Work everything out anew from the definitions that are now in force."""
        self.index = DefinitionIndex(dict(self.definitions), self.owns)
        for area in self.areas.values():
            area.forget()

    def restore(self, key: str, content: Content) -> None:
        """Put back what a cell held; after the last one, which may be any, `definitions_changed` is due."""
        match content:
            case Cell():
                code, series_key, bucket = parse_cell_key(key)
                area = self.area(code)
                area.get(series_key).cells[bucket] = content
                if series_key.length > PeriodLength.DAY:
                    # Nobody knows whether the clock has moved since it came.
                    area.stale.add(series_key.indicator)
            case Definition():
                self.definitions[content.kind, content.plan, content.name] = content
            case int():
                self.now_ms = content
            case Trail():
                _, code, indicator, length, ordinal = key.split("/")
                self.area(code).reviews[indicator][Period(PeriodLength(int(length)), int(ordinal))] = content
            case Statement():
                self.area(content.area).statements.setdefault(content.key, {})[content.event_id] = content
            case StatusMemory() | AlertMemory() | frozenset():
                self._remember(key.split("/")[1:], content)

    def _remember(self, key: Sequence[str], content: StatusMemory | AlertMemory | frozenset[int]) -> None:
        match content:
            case StatusMemory():
                plan, target, area = key
                self.statuses[plan, target, area] = content
            case AlertMemory():
                plan, rule, area, entity = key
                self.alerts[plan, rule, area, entity] = content
            case frozenset():
                area, indicator, length = key
                self.sent_up[area, indicator, PeriodLength(int(length))] = content
