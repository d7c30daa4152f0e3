import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from xiheng.shared.v1 import observation_pb2 as _observation_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class HotlineMonth(_message.Message):
    __slots__ = ("requests", "assigned", "accepted_in_time", "revisited", "solved", "rated", "satisfied")
    REQUESTS_FIELD_NUMBER: _ClassVar[int]
    ASSIGNED_FIELD_NUMBER: _ClassVar[int]
    ACCEPTED_IN_TIME_FIELD_NUMBER: _ClassVar[int]
    REVISITED_FIELD_NUMBER: _ClassVar[int]
    SOLVED_FIELD_NUMBER: _ClassVar[int]
    RATED_FIELD_NUMBER: _ClassVar[int]
    SATISFIED_FIELD_NUMBER: _ClassVar[int]
    requests: float
    assigned: float
    accepted_in_time: float
    revisited: float
    solved: float
    rated: float
    satisfied: float
    def __init__(self, requests: _Optional[float] = ..., assigned: _Optional[float] = ..., accepted_in_time: _Optional[float] = ..., revisited: _Optional[float] = ..., solved: _Optional[float] = ..., rated: _Optional[float] = ..., satisfied: _Optional[float] = ...) -> None: ...

class HouseholdMonth(_message.Message):
    __slots__ = ("income_cny", "rigid_spending_cny", "members", "assisted", "property_over_limit")
    INCOME_CNY_FIELD_NUMBER: _ClassVar[int]
    RIGID_SPENDING_CNY_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    ASSISTED_FIELD_NUMBER: _ClassVar[int]
    PROPERTY_OVER_LIMIT_FIELD_NUMBER: _ClassVar[int]
    income_cny: float
    rigid_spending_cny: float
    members: float
    assisted: float
    property_over_limit: float
    def __init__(self, income_cny: _Optional[float] = ..., rigid_spending_cny: _Optional[float] = ..., members: _Optional[float] = ..., assisted: _Optional[float] = ..., property_over_limit: _Optional[float] = ...) -> None: ...

class PriceMonth(_message.Message):
    __slots__ = ("cpi_change_percent",)
    CPI_CHANGE_PERCENT_FIELD_NUMBER: _ClassVar[int]
    cpi_change_percent: float
    def __init__(self, cpi_change_percent: _Optional[float] = ...) -> None: ...

class IncomeQuarter(_message.Message):
    __slots__ = ("per_capita_cny",)
    PER_CAPITA_CNY_FIELD_NUMBER: _ClassVar[int]
    per_capita_cny: float
    def __init__(self, per_capita_cny: _Optional[float] = ...) -> None: ...

class SchoolYear(_message.Message):
    __slots__ = ("general_places", "junior_graduates")
    GENERAL_PLACES_FIELD_NUMBER: _ClassVar[int]
    JUNIOR_GRADUATES_FIELD_NUMBER: _ClassVar[int]
    general_places: float
    junior_graduates: float
    def __init__(self, general_places: _Optional[float] = ..., junior_graduates: _Optional[float] = ...) -> None: ...

class Record(_message.Message):
    __slots__ = ("area", "entity", "period", "revision", "status", "recorded_time", "hotline_month", "household_month", "price_month", "income_quarter", "school_year")
    AREA_FIELD_NUMBER: _ClassVar[int]
    ENTITY_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    RECORDED_TIME_FIELD_NUMBER: _ClassVar[int]
    HOTLINE_MONTH_FIELD_NUMBER: _ClassVar[int]
    HOUSEHOLD_MONTH_FIELD_NUMBER: _ClassVar[int]
    PRICE_MONTH_FIELD_NUMBER: _ClassVar[int]
    INCOME_QUARTER_FIELD_NUMBER: _ClassVar[int]
    SCHOOL_YEAR_FIELD_NUMBER: _ClassVar[int]
    area: str
    entity: str
    period: str
    revision: int
    status: _observation_pb2.ObservationStatus
    recorded_time: _timestamp_pb2.Timestamp
    hotline_month: HotlineMonth
    household_month: HouseholdMonth
    price_month: PriceMonth
    income_quarter: IncomeQuarter
    school_year: SchoolYear
    def __init__(self, area: _Optional[str] = ..., entity: _Optional[str] = ..., period: _Optional[str] = ..., revision: _Optional[int] = ..., status: _Optional[_Union[_observation_pb2.ObservationStatus, str]] = ..., recorded_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., hotline_month: _Optional[_Union[HotlineMonth, _Mapping]] = ..., household_month: _Optional[_Union[HouseholdMonth, _Mapping]] = ..., price_month: _Optional[_Union[PriceMonth, _Mapping]] = ..., income_quarter: _Optional[_Union[IncomeQuarter, _Mapping]] = ..., school_year: _Optional[_Union[SchoolYear, _Mapping]] = ...) -> None: ...
