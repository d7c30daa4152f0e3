import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from xiheng.shared.v1 import observation_pb2 as _observation_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DebtPosition(_message.Message):
    __slots__ = ("statutory_general_yi_cny", "statutory_special_yi_cny", "hidden_yi_cny", "platform_yi_cny", "new_hidden_yi_cny", "overdue_yi_cny", "interest_general_yi_cny", "interest_special_yi_cny", "hidden_resolved_yi_cny", "principal_due_yi_cny")
    STATUTORY_GENERAL_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    STATUTORY_SPECIAL_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    HIDDEN_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    PLATFORM_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    NEW_HIDDEN_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    INTEREST_GENERAL_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    INTEREST_SPECIAL_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    HIDDEN_RESOLVED_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    PRINCIPAL_DUE_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    statutory_general_yi_cny: float
    statutory_special_yi_cny: float
    hidden_yi_cny: float
    platform_yi_cny: float
    new_hidden_yi_cny: float
    overdue_yi_cny: float
    interest_general_yi_cny: float
    interest_special_yi_cny: float
    hidden_resolved_yi_cny: float
    principal_due_yi_cny: float
    def __init__(self, statutory_general_yi_cny: _Optional[float] = ..., statutory_special_yi_cny: _Optional[float] = ..., hidden_yi_cny: _Optional[float] = ..., platform_yi_cny: _Optional[float] = ..., new_hidden_yi_cny: _Optional[float] = ..., overdue_yi_cny: _Optional[float] = ..., interest_general_yi_cny: _Optional[float] = ..., interest_special_yi_cny: _Optional[float] = ..., hidden_resolved_yi_cny: _Optional[float] = ..., principal_due_yi_cny: _Optional[float] = ...) -> None: ...

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
    __slots__ = ("stock_area_m2", "sold_area_m2", "price_new_mom", "price_new_yoy", "price_second_hand_mom", "price_second_hand_yoy", "vouchers_issued", "vouchers_redeemed", "delivery_due", "delivery_done", "trade_ins_registered", "trade_ins_closed")
    STOCK_AREA_M2_FIELD_NUMBER: _ClassVar[int]
    SOLD_AREA_M2_FIELD_NUMBER: _ClassVar[int]
    PRICE_NEW_MOM_FIELD_NUMBER: _ClassVar[int]
    PRICE_NEW_YOY_FIELD_NUMBER: _ClassVar[int]
    PRICE_SECOND_HAND_MOM_FIELD_NUMBER: _ClassVar[int]
    PRICE_SECOND_HAND_YOY_FIELD_NUMBER: _ClassVar[int]
    VOUCHERS_ISSUED_FIELD_NUMBER: _ClassVar[int]
    VOUCHERS_REDEEMED_FIELD_NUMBER: _ClassVar[int]
    DELIVERY_DUE_FIELD_NUMBER: _ClassVar[int]
    DELIVERY_DONE_FIELD_NUMBER: _ClassVar[int]
    TRADE_INS_REGISTERED_FIELD_NUMBER: _ClassVar[int]
    TRADE_INS_CLOSED_FIELD_NUMBER: _ClassVar[int]
    stock_area_m2: float
    sold_area_m2: float
    price_new_mom: float
    price_new_yoy: float
    price_second_hand_mom: float
    price_second_hand_yoy: float
    vouchers_issued: float
    vouchers_redeemed: float
    delivery_due: float
    delivery_done: float
    trade_ins_registered: float
    trade_ins_closed: float
    def __init__(self, stock_area_m2: _Optional[float] = ..., sold_area_m2: _Optional[float] = ..., price_new_mom: _Optional[float] = ..., price_new_yoy: _Optional[float] = ..., price_second_hand_mom: _Optional[float] = ..., price_second_hand_yoy: _Optional[float] = ..., vouchers_issued: _Optional[float] = ..., vouchers_redeemed: _Optional[float] = ..., delivery_due: _Optional[float] = ..., delivery_done: _Optional[float] = ..., trade_ins_registered: _Optional[float] = ..., trade_ins_closed: _Optional[float] = ...) -> None: ...

class AccidentReport(_message.Message):
    __slots__ = ("deaths", "serious_injuries", "loss_wan_cny")
    DEATHS_FIELD_NUMBER: _ClassVar[int]
    SERIOUS_INJURIES_FIELD_NUMBER: _ClassVar[int]
    LOSS_WAN_CNY_FIELD_NUMBER: _ClassVar[int]
    deaths: float
    serious_injuries: float
    loss_wan_cny: float
    def __init__(self, deaths: _Optional[float] = ..., serious_injuries: _Optional[float] = ..., loss_wan_cny: _Optional[float] = ...) -> None: ...

class DebtLimit(_message.Message):
    __slots__ = ("limit_yi_cny",)
    LIMIT_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    limit_yi_cny: float
    def __init__(self, limit_yi_cny: _Optional[float] = ...) -> None: ...

class HiddenDebtPlan(_message.Message):
    __slots__ = ("to_resolve_yi_cny",)
    TO_RESOLVE_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    to_resolve_yi_cny: float
    def __init__(self, to_resolve_yi_cny: _Optional[float] = ...) -> None: ...

class ArrearsMonth(_message.Message):
    __slots__ = ("owed_wan_cny", "repaid_wan_cny")
    OWED_WAN_CNY_FIELD_NUMBER: _ClassVar[int]
    REPAID_WAN_CNY_FIELD_NUMBER: _ClassVar[int]
    owed_wan_cny: float
    repaid_wan_cny: float
    def __init__(self, owed_wan_cny: _Optional[float] = ..., repaid_wan_cny: _Optional[float] = ...) -> None: ...

class BankQuarter(_message.Message):
    __slots__ = ("npl_percent", "loans_yi_cny")
    NPL_PERCENT_FIELD_NUMBER: _ClassVar[int]
    LOANS_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    npl_percent: float
    loans_yi_cny: float
    def __init__(self, npl_percent: _Optional[float] = ..., loans_yi_cny: _Optional[float] = ...) -> None: ...

class DeveloperQuarter(_message.Message):
    __slots__ = ("liabilities_yi_cny", "advance_receipts_yi_cny", "assets_yi_cny", "interest_bearing_debt_yi_cny", "short_term_debt_yi_cny", "cash_yi_cny", "equity_yi_cny")
    LIABILITIES_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    ADVANCE_RECEIPTS_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    ASSETS_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    INTEREST_BEARING_DEBT_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    SHORT_TERM_DEBT_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    CASH_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    EQUITY_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    liabilities_yi_cny: float
    advance_receipts_yi_cny: float
    assets_yi_cny: float
    interest_bearing_debt_yi_cny: float
    short_term_debt_yi_cny: float
    cash_yi_cny: float
    equity_yi_cny: float
    def __init__(self, liabilities_yi_cny: _Optional[float] = ..., advance_receipts_yi_cny: _Optional[float] = ..., assets_yi_cny: _Optional[float] = ..., interest_bearing_debt_yi_cny: _Optional[float] = ..., short_term_debt_yi_cny: _Optional[float] = ..., cash_yi_cny: _Optional[float] = ..., equity_yi_cny: _Optional[float] = ...) -> None: ...

class ProvidentFundMonth(_message.Message):
    __slots__ = ("loans_yi_cny", "deposits_yi_cny")
    LOANS_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    DEPOSITS_YI_CNY_FIELD_NUMBER: _ClassVar[int]
    loans_yi_cny: float
    deposits_yi_cny: float
    def __init__(self, loans_yi_cny: _Optional[float] = ..., deposits_yi_cny: _Optional[float] = ...) -> None: ...

class FloodGauge(_message.Message):
    __slots__ = ("depth_cm",)
    DEPTH_CM_FIELD_NUMBER: _ClassVar[int]
    depth_cm: float
    def __init__(self, depth_cm: _Optional[float] = ...) -> None: ...

class Record(_message.Message):
    __slots__ = ("area", "entity", "period", "revision", "status", "recorded_time", "debt_position", "fiscal_month", "housing_month", "accident_report", "debt_limit", "hidden_debt_plan", "arrears_month", "bank_quarter", "developer_quarter", "provident_fund_month", "flood_gauge")
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
    DEBT_LIMIT_FIELD_NUMBER: _ClassVar[int]
    HIDDEN_DEBT_PLAN_FIELD_NUMBER: _ClassVar[int]
    ARREARS_MONTH_FIELD_NUMBER: _ClassVar[int]
    BANK_QUARTER_FIELD_NUMBER: _ClassVar[int]
    DEVELOPER_QUARTER_FIELD_NUMBER: _ClassVar[int]
    PROVIDENT_FUND_MONTH_FIELD_NUMBER: _ClassVar[int]
    FLOOD_GAUGE_FIELD_NUMBER: _ClassVar[int]
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
    debt_limit: DebtLimit
    hidden_debt_plan: HiddenDebtPlan
    arrears_month: ArrearsMonth
    bank_quarter: BankQuarter
    developer_quarter: DeveloperQuarter
    provident_fund_month: ProvidentFundMonth
    flood_gauge: FloodGauge
    def __init__(self, area: _Optional[str] = ..., entity: _Optional[str] = ..., period: _Optional[str] = ..., revision: _Optional[int] = ..., status: _Optional[_Union[_observation_pb2.ObservationStatus, str]] = ..., recorded_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., debt_position: _Optional[_Union[DebtPosition, _Mapping]] = ..., fiscal_month: _Optional[_Union[FiscalMonth, _Mapping]] = ..., housing_month: _Optional[_Union[HousingMonth, _Mapping]] = ..., accident_report: _Optional[_Union[AccidentReport, _Mapping]] = ..., debt_limit: _Optional[_Union[DebtLimit, _Mapping]] = ..., hidden_debt_plan: _Optional[_Union[HiddenDebtPlan, _Mapping]] = ..., arrears_month: _Optional[_Union[ArrearsMonth, _Mapping]] = ..., bank_quarter: _Optional[_Union[BankQuarter, _Mapping]] = ..., developer_quarter: _Optional[_Union[DeveloperQuarter, _Mapping]] = ..., provident_fund_month: _Optional[_Union[ProvidentFundMonth, _Mapping]] = ..., flood_gauge: _Optional[_Union[FloodGauge, _Mapping]] = ...) -> None: ...
