"""Parts fit into a request, lose nothing, and their answers read as one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.client.parts import Gathered, parts_of
from shared.runtime.request_size import MAX_REQUEST_BYTES
from xiheng.livelihood.v1.livelihood_service_pb2 import ReportRequest
from xiheng.shared.v1.observation_pb2 import Observation
from xiheng.shared.v1.reporting_pb2 import Rejection

LONG = "x" * 400_000


@given(st.lists(st.lists(st.sampled_from(["jobs", LONG]), max_size=40), max_size=3))
def test_every_row_is_in_one_part_and_every_part_fits(names: list[list[str]]) -> None:
    batches = [[Observation(indicator=name, value=number) for number, name in enumerate(batch)] for batch in names]
    parts = list(parts_of(batches))
    for number, batch in enumerate(batches):
        mine = [part for part in parts if part.sequence == number]
        assert [row for part in mine for row in part.rows] == batch
        assert [part.is_last for part in mine] == [False] * (len(mine) - 1) + [True]
        assert [part.rows[0].value for part in mine if part.rows] == [part.first for part in mine if part.rows]
    assert all(ReportRequest(sequence=1 << 62, observations=part.rows).ByteSize() <= MAX_REQUEST_BYTES for part in parts)


def test_a_row_that_is_too_large_by_itself_is_not_divided() -> None:
    (part,) = parts_of([[Observation(indicator="x" * 5_000_000)]])
    assert len(part.rows) == 1


def test_answers_to_parts_are_one_answer_with_positions_in_the_batch() -> None:
    batch, gathered = [Observation(indicator=LONG)] * 20, Gathered()
    for _ in range(2):
        answers = [gathered.add(part, len(part.rows) - 1, [Rejection(index=0)]) for part in parts_of([batch])]
        assert answers[:-1] == [None] * (len(answers) - 1)
        answered = answers[-1]
        assert answered is not None
        assert answered.accepted == 20 - len(answers)
        assert [one.index for one in answered.rejections] == [part.first for part in parts_of([batch])]
