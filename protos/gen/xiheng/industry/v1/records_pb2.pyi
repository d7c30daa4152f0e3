import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from xiheng.shared.v1 import observation_pb2 as _observation_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ProjectStage(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PROJECT_STAGE_UNSPECIFIED: _ClassVar[ProjectStage]
    PROJECT_STAGE_NEGOTIATING: _ClassVar[ProjectStage]
    PROJECT_STAGE_SIGNED: _ClassVar[ProjectStage]
    PROJECT_STAGE_FILED: _ClassVar[ProjectStage]
    PROJECT_STAGE_STARTED: _ClassVar[ProjectStage]
    PROJECT_STAGE_COMPLETED: _ClassVar[ProjectStage]
    PROJECT_STAGE_PRODUCING: _ClassVar[ProjectStage]
    PROJECT_STAGE_AT_CAPACITY: _ClassVar[ProjectStage]
PROJECT_STAGE_UNSPECIFIED: ProjectStage
PROJECT_STAGE_NEGOTIATING: ProjectStage
PROJECT_STAGE_SIGNED: ProjectStage
PROJECT_STAGE_FILED: ProjectStage
PROJECT_STAGE_STARTED: ProjectStage
PROJECT_STAGE_COMPLETED: ProjectStage
PROJECT_STAGE_PRODUCING: ProjectStage
PROJECT_STAGE_AT_CAPACITY: ProjectStage

class ProjectProgress(_message.Message):
    __slots__ = ("stage", "total_investment_yi_cny", "invested_yi_cny", "invested_total_yi_cny", "output_yi_cny")
    STAGE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_INVESTMENT_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    INVESTED_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    INVESTED_TOTAL_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    OUTPUT_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    stage: ProjectStage
    total_investment_yi_cny: float
    invested_yi_cny: float
    invested_total_yi_cny: float
    output_yi_cny: float
    def __init__(self, stage: _Optional[_Union[ProjectStage, str]] = ..., total_investment_yi_cny: _Optional[float] = ..., invested_yi_cny: _Optional[float] = ..., invested_total_yi_cny: _Optional[float] = ..., output_yi_cny: _Optional[float] = ...) -> None: ...

class ProjectPlan(_message.Message):
    __slots__ = ("planned_start_month", "planned_output_yi_cny")
    PLANNED_START_MONTH_FIELD_NUMBER: _ClassVar[int]
    PLANNED_OUTPUT_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    planned_start_month: float
    planned_output_yi_cny: float
    def __init__(self, planned_start_month: _Optional[float] = ..., planned_output_yi_cny: _Optional[float] = ...) -> None: ...

class GdpQuarter(_message.Message):
    __slots__ = ("current_prices_yi_cny", "comparable_prices_yi_cny")
    CURRENT_PRICES_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    COMPARABLE_PRICES_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    current_prices_yi_cny: float
    comparable_prices_yi_cny: float
    def __init__(self, current_prices_yi_cny: _Optional[float] = ..., comparable_prices_yi_cny: _Optional[float] = ...) -> None: ...

class Record(_message.Message):
    __slots__ = ("area", "entity", "period", "revision", "status", "recorded_time", "project_progress", "project_plan", "gdp_quarter")
    AREA_FIELD_NUMBER: _ClassVar[int]
    ENTITY_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    RECORDED_TIME_FIELD_NUMBER: _ClassVar[int]
    PROJECT_PROGRESS_FIELD_NUMBER: _ClassVar[int]
    PROJECT_PLAN_FIELD_NUMBER: _ClassVar[int]
    GDP_QUARTER_FIELD_NUMBER: _ClassVar[int]
    area: str
    entity: str
    period: str
    revision: int
    status: _observation_pb2.ObservationStatus
    recorded_time: _timestamp_pb2.Timestamp
    project_progress: ProjectProgress
    project_plan: ProjectPlan
    gdp_quarter: GdpQuarter
    def __init__(self, area: _Optional[str] = ..., entity: _Optional[str] = ..., period: _Optional[str] = ..., revision: _Optional[int] = ..., status: _Optional[_Union[_observation_pb2.ObservationStatus, str]] = ..., recorded_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., project_progress: _Optional[_Union[ProjectProgress, _Mapping]] = ..., project_plan: _Optional[_Union[ProjectPlan, _Mapping]] = ..., gdp_quarter: _Optional[_Union[GdpQuarter, _Mapping]] = ...) -> None: ...
