import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from xiheng.industry.v1 import records_pb2 as _records_pb2
from xiheng.shared.v1 import observation_pb2 as _observation_pb2
from xiheng.shared.v1 import reporting_pb2 as _reporting_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReportRequest(_message.Message):
    __slots__ = ("sequence", "dry_run", "records", "observations", "blocks")
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    OBSERVATIONS_FIELD_NUMBER: _ClassVar[int]
    BLOCKS_FIELD_NUMBER: _ClassVar[int]
    sequence: int
    dry_run: bool
    records: _containers.RepeatedCompositeFieldContainer[_records_pb2.Record]
    observations: _containers.RepeatedCompositeFieldContainer[_observation_pb2.Observation]
    blocks: _containers.RepeatedCompositeFieldContainer[_observation_pb2.DenseBlock]
    def __init__(self, sequence: _Optional[int] = ..., dry_run: _Optional[bool] = ..., records: _Optional[_Iterable[_Union[_records_pb2.Record, _Mapping]]] = ..., observations: _Optional[_Iterable[_Union[_observation_pb2.Observation, _Mapping]]] = ..., blocks: _Optional[_Iterable[_Union[_observation_pb2.DenseBlock, _Mapping]]] = ...) -> None: ...

class ReportResponse(_message.Message):
    __slots__ = ("sequence", "accepted", "rejections")
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    ACCEPTED_FIELD_NUMBER: _ClassVar[int]
    REJECTIONS_FIELD_NUMBER: _ClassVar[int]
    sequence: int
    accepted: int
    rejections: _containers.RepeatedCompositeFieldContainer[_reporting_pb2.Rejection]
    def __init__(self, sequence: _Optional[int] = ..., accepted: _Optional[int] = ..., rejections: _Optional[_Iterable[_Union[_reporting_pb2.Rejection, _Mapping]]] = ...) -> None: ...

class ListIndicatorsRequest(_message.Message):
    __slots__ = ("prefix",)
    PREFIX_FIELD_NUMBER: _ClassVar[int]
    prefix: str
    def __init__(self, prefix: _Optional[str] = ...) -> None: ...

class ListIndicatorsResponse(_message.Message):
    __slots__ = ("indicators", "now_time")
    INDICATORS_FIELD_NUMBER: _ClassVar[int]
    NOW_TIME_FIELD_NUMBER: _ClassVar[int]
    indicators: _containers.RepeatedCompositeFieldContainer[_reporting_pb2.IndicatorInfo]
    now_time: _timestamp_pb2.Timestamp
    def __init__(self, indicators: _Optional[_Iterable[_Union[_reporting_pb2.IndicatorInfo, _Mapping]]] = ..., now_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListReceiptsRequest(_message.Message):
    __slots__ = ("since_time", "limit")
    SINCE_TIME_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    since_time: _timestamp_pb2.Timestamp
    limit: int
    def __init__(self, since_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., limit: _Optional[int] = ...) -> None: ...

class ListReceiptsResponse(_message.Message):
    __slots__ = ("receipts", "due")
    RECEIPTS_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    receipts: _containers.RepeatedCompositeFieldContainer[_reporting_pb2.Receipt]
    due: _containers.RepeatedCompositeFieldContainer[_reporting_pb2.DueObservation]
    def __init__(self, receipts: _Optional[_Iterable[_Union[_reporting_pb2.Receipt, _Mapping]]] = ..., due: _Optional[_Iterable[_Union[_reporting_pb2.DueObservation, _Mapping]]] = ...) -> None: ...
