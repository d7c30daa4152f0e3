"""What is shown of a value that the office takes a step about: a step may come before its value, and people may mistype the period."""

from __future__ import annotations

from collections.abc import Iterator

import grpc

from services.cli.names import definitions_of
from services.cli.reach import Reach
from shared.model.errors import Unavailable
from shared.model.manifests import Plan, Target
from shared.model.period import Period
from xiheng.scoreboard.v1 import scoreboard_service_pb2 as messages
from xiheng.scoreboard.v1 import scoreboard_service_pb2_grpc as rpc


def doubt_about(reach: Reach, indicator: str, area: str, period: str, value: float) -> str:
    """Return what speaks against a value, in a sentence that says what becomes of the step.

    Empty: it is shown as it is said, no target there judges the indicator, or this is no local platform, which alone is asked.
    """
    try:
        shown = [] if reach.address else list(_shown(reach._replace(token_file=None), indicator, area))
    except (Unavailable, grpc.RpcError):
        return ""
    if not shown:
        return ""
    place, end = f"{indicator} {area} {period}", Period.parse(period).end
    at = [each for points in shown for each in points if Period.parse(each.period).end == end and each.HasField("value")]
    if not at:
        return f"no value of {place} is shown: the step waits until {value:g} is reported (`xiheng push FILE`) or, under embargo, released"
    others = [each.value for each in at if each.period == period and each.value != value]
    return f"{place} is shown as {others[0]:g}: the step is about {value:g} alone" if others else ""


def _shown(reach: Reach, indicator: str, area: str) -> Iterator[list[messages.Point]]:
    """Yield the points of every target that judges an indicator in an area."""
    registry, scoreboard = reach.to("registry"), reach.to("scoreboard")
    plans = {one.name: Plan.model_validate_json(one.manifest) for one in definitions_of(registry, "Plan")}
    targets = [Target.model_validate_json(one.manifest) for one in definitions_of(registry, "Target")]
    with scoreboard.open() as channel:
        stub = rpc.ScoreboardServiceStub(channel)
        for one in targets:
            areas = {plans[one.plan].spec.area, *(share.area for share in one.spec.areas)} if one.plan in plans else set()
            if one.spec.indicator == indicator and area in areas:
                request = messages.ListPointsRequest(plan=one.plan, target=one.name, area=area)
                yield list(stub.ListPoints(request, metadata=scoreboard.metadata, timeout=30).points)
