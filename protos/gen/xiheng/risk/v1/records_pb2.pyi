import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from xiheng.shared.v1 import observation_pb2 as _observation_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DebtPosition(_message.Message):
    __slots__ = ("statutory_general_yi_cny", "statutory_special_yi_cny", "hidden_yi_cny", "platform_yi_cny", "new_hidden_yi_cny", "overdue_yi_cny", "interest_general_yi_cny", "interest_special_yi_cny")
    STATUTORY_GENERAL_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    STATUTORY_SPECIAL_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    HIDDEN_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    PLATFORM_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    NEW_HIDDEN_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    INTEREST_GENERAL_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    INTEREST_SPECIAL_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    statutory_general_yi_cny: float
    statutory_special_yi_cny: float
    hidden_yi_cny: float
    platform_yi_cny: float
    new_hidden_yi_cny: float
    overdue_yi_cny: float
    interest_general_yi_cny: float
    interest_special_yi_cny: float
    def __init__(self, statutory_general_yi_cny: _Optional[float] = ..., statutory_special_yi_cny: _Optional[float] = ..., hidden_yi_cny: _Optional[float] = ..., platform_yi_cny: _Optional[float] = ..., new_hidden_yi_cny: _Optional[float] = ..., overdue_yi_cny: _Optional[float] = ..., interest_general_yi_cny: _Optional[float] = ..., interest_special_yi_cny: _Optional[float] = ...) -> None: ...

class FiscalMonth(_message.Message):
    __slots__ = ("revenue_general_yi_cny", "transfers_yi_cny", "revenue_fund_yi_cny", "revenue_state_capital_yi_cny", "expenditure_general_yi_cny", "expenditure_fund_yi_cny", "revenue_land_yi_cny")
    REVENUE_GENERAL_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    TRANSFERS_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    REVENUE_FUND_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    REVENUE_STATE_CAPITAL_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    EXPENDITURE_GENERAL_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    EXPENDITURE_FUND_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    REVENUE_LAND_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    revenue_general_yi_cny: float
    transfers_yi_cny: float
    revenue_fund_yi_cny: float
    revenue_state_capital_yi_cny: float
    expenditure_general_yi_cny: float
    expenditure_fund_yi_cny: float
    revenue_land_yi_cny: float
    def __init__(self, revenue_general_yi_cny: _Optional[float] = ..., transfers_yi_cny: _Optional[float] = ..., revenue_fund_yi_cny: _Optional[float] = ..., revenue_state_capital_yi_cny: _Optional[float] = ..., expenditure_general_yi_cny: _Optional[float] = ..., expenditure_fund_yi_cny: _Optional[float] = ..., revenue_land_yi_cny: _Optional[float] = ...) -> None: ...

class HousingMonth(_message.Message):
    __slots__ = ("stock_area_m2", "sold_area_m2", "price_new_mom", "price_new_yoy", "price_second_hand_mom", "price_second_hand_yoy", "vouchers_issued", "vouchers_redeemed")
    STOCK_AREA_M2_FIELD_NUMBER: _ClassVar[int]
    SOLD_AREA_M2_FIELD_NUMBER: _ClassVar[int]
    PRICE_NEW_MOM_FIELD_NUMBER: _ClassVar[int]
    PRICE_NEW_YOY_FIELD_NUMBER: _ClassVar[int]
    PRICE_SECOND_HAND_MOM_FIELD_NUMBER: _ClassVar[int]
    PRICE_SECOND_HAND_YOY_FIELD_NUMBER: _ClassVar[int]
    VOUCHERS_ISSUED_FIELD_NUMBER: _ClassVar[int]
    VOUCHERS_REDEEMED_FIELD_NUMBER: _ClassVar[int]
    stock_area_m2: float
    sold_area_m2: float
    price_new_mom: float
    price_new_yoy: float
    price_second_hand_mom: float
    price_second_hand_yoy: float
    vouchers_issued: float
    vouchers_redeemed: float
    def __init__(self, stock_area_m2: _Optional[float] = ..., sold_area_m2: _Optional[float] = ..., price_new_mom: _Optional[float] = ..., price_new_yoy: _Optional[float] = ..., price_second_hand_mom: _Optional[float] = ..., price_second_hand_yoy: _Optional[float] = ..., vouchers_issued: _Optional[float] = ..., vouchers_redeemed: _Optional[float] = ...) -> None: ...

class AccidentReport(_message.Message):
    __slots__ = ("deaths", "serious_injuries", "loss_wan_cny")
    DEATHS_FIELD_NUMBER: _ClassVar[int]
    SERIOUS_INJURIES_FIELD_NUMBER: _ClassVar[int]
    LOSS_WAN_CNY_FIELD_NUMBER: _ClassVar[int]
    deaths: float
    serious_injuries: float
    loss_wan_cny: float
    def __init__(self, deaths: _Optional[float] = ..., serious_injuries: _Optional[float] = ..., loss_wan_cny: _Optional[float] = ...) -> None: ...

class Record(_message.Message):
    __slots__ = ("area", "entity", "period", "revision", "status", "recorded_time", "debt_position", "fiscal_month", "housing_month", "accident_report")
    AREA_FIELD_NUMBER: _ClassVar[int]
    ENTITY_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    RECORDED_TIME_FIELD_NUMBER: _ClassVar[int]
    DEBT_POSITION_FIELD_NUMBER: _ClassVar[int]
    FISCAL_MONTH_FIELD_NUMBER: _ClassVar[int]
    HOUSING_MONTH_FIELD_NUMBER: _ClassVar[int]
    ACCIDENT_REPORT_FIELD_NUMBER: _ClassVar[int]
    area: str
    entity: str
    period: str
    revision: int
    status: _observation_pb2.ObservationStatus
    recorded_time: _timestamp_pb2.Timestamp
    debt_position: DebtPosition
    fiscal_month: FiscalMonth
    housing_month: HousingMonth
    accident_report: AccidentReport
    def __init__(self, area: _Optional[str] = ..., entity: _Optional[str] = ..., period: _Optional[str] = ..., revision: _Optional[int] = ..., status: _Optional[_Union[_observation_pb2.ObservationStatus, str]] = ..., recorded_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., debt_position: _Optional[_Union[DebtPosition, _Mapping]] = ..., fiscal_month: _Optional[_Union[FiscalMonth, _Mapping]] = ..., housing_month: _Optional[_Union[HousingMonth, _Mapping]] = ..., accident_report: _Optional[_Union[AccidentReport, _Mapping]] = ...) -> None: ...
