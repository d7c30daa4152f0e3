import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ChangeKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CHANGE_KIND_UNSPECIFIED: _ClassVar[ChangeKind]
    CHANGE_KIND_CREATED: _ClassVar[ChangeKind]
    CHANGE_KIND_UPDATED: _ClassVar[ChangeKind]
    CHANGE_KIND_UNCHANGED: _ClassVar[ChangeKind]
    CHANGE_KIND_RETIRED: _ClassVar[ChangeKind]
CHANGE_KIND_UNSPECIFIED: ChangeKind
CHANGE_KIND_CREATED: ChangeKind
CHANGE_KIND_UPDATED: ChangeKind
CHANGE_KIND_UNCHANGED: ChangeKind
CHANGE_KIND_RETIRED: ChangeKind

class ApplyDefinitionsRequest(_message.Message):
    __slots__ = ("request_id", "manifests", "prune", "dry_run", "retirements")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    MANIFESTS_FIELD_NUMBER: _ClassVar[int]
    PRUNE_FIELD_NUMBER: _ClassVar[int]
    DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    RETIREMENTS_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    manifests: _containers.RepeatedScalarFieldContainer[bytes]
    prune: bool
    dry_run: bool
    retirements: _containers.RepeatedCompositeFieldContainer[DefinitionReference]
    def __init__(self, request_id: _Optional[str] = ..., manifests: _Optional[_Iterable[bytes]] = ..., prune: _Optional[bool] = ..., dry_run: _Optional[bool] = ..., retirements: _Optional[_Iterable[_Union[DefinitionReference, _Mapping]]] = ...) -> None: ...

class DefinitionReference(_message.Message):
    __slots__ = ("kind", "plan", "name")
    KIND_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    kind: str
    plan: str
    name: str
    def __init__(self, kind: _Optional[str] = ..., plan: _Optional[str] = ..., name: _Optional[str] = ...) -> None: ...

class DefinitionChange(_message.Message):
    __slots__ = ("kind", "plan", "name", "change", "version", "differences")
    KIND_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    DIFFERENCES_FIELD_NUMBER: _ClassVar[int]
    kind: str
    plan: str
    name: str
    change: ChangeKind
    version: int
    differences: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, kind: _Optional[str] = ..., plan: _Optional[str] = ..., name: _Optional[str] = ..., change: _Optional[_Union[ChangeKind, str]] = ..., version: _Optional[int] = ..., differences: _Optional[_Iterable[str]] = ...) -> None: ...

class Problem(_message.Message):
    __slots__ = ("kind", "name", "field", "message", "plan")
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    kind: str
    name: str
    field: str
    message: str
    plan: str
    def __init__(self, kind: _Optional[str] = ..., name: _Optional[str] = ..., field: _Optional[str] = ..., message: _Optional[str] = ..., plan: _Optional[str] = ...) -> None: ...

class ApplyDefinitionsResponse(_message.Message):
    __slots__ = ("changes", "problems")
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    PROBLEMS_FIELD_NUMBER: _ClassVar[int]
    changes: _containers.RepeatedCompositeFieldContainer[DefinitionChange]
    problems: _containers.RepeatedCompositeFieldContainer[Problem]
    def __init__(self, changes: _Optional[_Iterable[_Union[DefinitionChange, _Mapping]]] = ..., problems: _Optional[_Iterable[_Union[Problem, _Mapping]]] = ...) -> None: ...

class ListDefinitionsRequest(_message.Message):
    __slots__ = ("kind", "plan")
    KIND_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    kind: str
    plan: str
    def __init__(self, kind: _Optional[str] = ..., plan: _Optional[str] = ...) -> None: ...

class DefinitionEntry(_message.Message):
    __slots__ = ("kind", "plan", "name", "version", "manifest", "approver", "accepted_time")
    KIND_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    MANIFEST_FIELD_NUMBER: _ClassVar[int]
    APPROVER_FIELD_NUMBER: _ClassVar[int]
    ACCEPTED_TIME_FIELD_NUMBER: _ClassVar[int]
    kind: str
    plan: str
    name: str
    version: int
    manifest: bytes
    approver: str
    accepted_time: _timestamp_pb2.Timestamp
    def __init__(self, kind: _Optional[str] = ..., plan: _Optional[str] = ..., name: _Optional[str] = ..., version: _Optional[int] = ..., manifest: _Optional[bytes] = ..., approver: _Optional[str] = ..., accepted_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListDefinitionsResponse(_message.Message):
    __slots__ = ("definitions",)
    DEFINITIONS_FIELD_NUMBER: _ClassVar[int]
    definitions: _containers.RepeatedCompositeFieldContainer[DefinitionEntry]
    def __init__(self, definitions: _Optional[_Iterable[_Union[DefinitionEntry, _Mapping]]] = ...) -> None: ...

class ListVersionsRequest(_message.Message):
    __slots__ = ("kind", "plan", "name")
    KIND_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    kind: str
    plan: str
    name: str
    def __init__(self, kind: _Optional[str] = ..., plan: _Optional[str] = ..., name: _Optional[str] = ...) -> None: ...

class DefinitionVersion(_message.Message):
    __slots__ = ("version", "manifest", "retired", "approver", "accepted_time", "differences")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    MANIFEST_FIELD_NUMBER: _ClassVar[int]
    RETIRED_FIELD_NUMBER: _ClassVar[int]
    APPROVER_FIELD_NUMBER: _ClassVar[int]
    ACCEPTED_TIME_FIELD_NUMBER: _ClassVar[int]
    DIFFERENCES_FIELD_NUMBER: _ClassVar[int]
    version: int
    manifest: bytes
    retired: bool
    approver: str
    accepted_time: _timestamp_pb2.Timestamp
    differences: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, version: _Optional[int] = ..., manifest: _Optional[bytes] = ..., retired: _Optional[bool] = ..., approver: _Optional[str] = ..., accepted_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., differences: _Optional[_Iterable[str]] = ...) -> None: ...

class ListVersionsResponse(_message.Message):
    __slots__ = ("plan", "versions")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    VERSIONS_FIELD_NUMBER: _ClassVar[int]
    plan: str
    versions: _containers.RepeatedCompositeFieldContainer[DefinitionVersion]
    def __init__(self, plan: _Optional[str] = ..., versions: _Optional[_Iterable[_Union[DefinitionVersion, _Mapping]]] = ...) -> None: ...

class GetStateRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetStateResponse(_message.Message):
    __slots__ = ("active", "tick_time", "pending_definitions", "replaying")
    ACTIVE_FIELD_NUMBER: _ClassVar[int]
    TICK_TIME_FIELD_NUMBER: _ClassVar[int]
    PENDING_DEFINITIONS_FIELD_NUMBER: _ClassVar[int]
    REPLAYING_FIELD_NUMBER: _ClassVar[int]
    active: bool
    tick_time: _timestamp_pb2.Timestamp
    pending_definitions: int
    replaying: bool
    def __init__(self, active: _Optional[bool] = ..., tick_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., pending_definitions: _Optional[int] = ..., replaying: _Optional[bool] = ...) -> None: ...

class MoveClockRequest(_message.Message):
    __slots__ = ("time", "tick")
    TIME_FIELD_NUMBER: _ClassVar[int]
    TICK_FIELD_NUMBER: _ClassVar[int]
    time: _timestamp_pb2.Timestamp
    tick: bool
    def __init__(self, time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., tick: _Optional[bool] = ...) -> None: ...

class MoveClockResponse(_message.Message):
    __slots__ = ("time",)
    TIME_FIELD_NUMBER: _ClassVar[int]
    time: _timestamp_pb2.Timestamp
    def __init__(self, time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
