"""Refusals: what is wrong with a record, in both languages, with the value and the remedy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from shared.model.nearest import nearest
from xiheng.shared.v1 import reporting_pb2

Reason = reporting_pb2.RejectionReason

MAX_REVISION = 65_535


class Refusal(NamedTuple):
    """Why a record was refused."""

    field: str
    reason: reporting_pb2.RejectionReason
    english: str
    chinese: str

    def rejection(self, index: int, point: int | None = None) -> reporting_pb2.Rejection:
        """Return the wire form for the record at a position of its request."""
        return reporting_pb2.Rejection(
            index=index, field=self.field, reason=self.reason, message=self.english, message_zh=self.chinese, point=point
        )


def unknown_indicator(name: str, known: frozenset[str] = frozenset()) -> Refusal:
    """No such indicator; one of the known ones may be meant."""
    near = nearest(name, known)
    return Refusal(
        "indicator",
        Reason.REJECTION_REASON_UNKNOWN_INDICATOR,
        f"indicator {name!r} is not in the catalogue; ListIndicators lists those that are{near and f'; did you mean {near!r}?'}",
        f"目录中没有指标 {name!r}；可用 ListIndicators 查询{near and f'；是否为 {near!r}？'}",
    )


def wrong_service(name: str, service: str) -> Refusal:
    """The indicator belongs to another service."""
    return Refusal(
        "indicator",
        Reason.REJECTION_REASON_WRONG_SERVICE,
        f"indicator {name!r} is taken in by the {service} service; send it there",
        f"指标 {name!r} 由 {service} 服务接收，请报送到该服务",
    )


def unknown_area(code: str) -> Refusal:
    """No such area."""
    return Refusal(
        "area",
        Reason.REJECTION_REASON_UNKNOWN_AREA,
        f"area {code!r} is not in the catalogue; write a code such as 320205",
        f"目录中没有地区 {code!r}；请填写代码，如 320205",
    )


def forbidden_area(code: str, areas: Iterable[str]) -> Refusal:
    """The caller may not report it."""
    own = ", ".join(sorted(areas)) or "none"
    return Refusal(
        "area",
        Reason.REJECTION_REASON_FORBIDDEN_AREA,
        f"area {code!r} is not among those that your credential covers ({own})",
        f"您的凭证不含地区 {code!r}（可报：{own}）",
    )


def unknown_unit(unit: str, units: Iterable[str]) -> Refusal:
    """Neither the catalogue's unit nor convertible to it."""
    known = ", ".join(units)
    return Refusal(
        "unit",
        Reason.REJECTION_REASON_UNKNOWN_UNIT,
        f"unit {unit!r} cannot be converted; write one of {known}, or leave it empty",
        f"单位 {unit!r} 无法换算；请用 {known}，或留空",
    )


def not_finite(value: float) -> Refusal:
    """Not a number, or infinite."""
    return Refusal(
        "value",
        Reason.REJECTION_REASON_NOT_FINITE,
        f"value {value} is not a finite number; to take a value back send status withdrawn",
        f"数值 {value} 不是有限数；撤回数据请用状态 withdrawn",
    )


def out_of_range(value: float, low: float, high: float, unit: str) -> Refusal:
    """Outside the indicator's valid range."""
    return Refusal(
        "value",
        Reason.REJECTION_REASON_OUT_OF_RANGE,
        f"value {value:g} {unit} is outside {low:g} to {high:g}; check the unit and the decimal point",
        f"数值 {value:g} {unit} 超出有效范围 {low:g} 至 {high:g}；请核对单位和小数点",
    )


def invalid_period(text: str, message: str) -> Refusal:
    """The text cannot be read."""
    return Refusal(
        "period", Reason.REJECTION_REASON_INVALID_PERIOD, message, f"期别 {text!r} 无法识别；写法如 2026、2026-Q2、2026-07、2026-07-15"
    )


def wrong_length(text: str, words: Iterable[str]) -> Refusal:
    """A length that the indicator does not accept."""
    known = ", ".join(words)
    return Refusal(
        "period",
        Reason.REJECTION_REASON_WRONG_PERIOD_LENGTH,
        f"period {text!r} is not of an accepted length ({known})",
        f"期别 {text!r} 的长度不被接受（可用：{known}）",
    )


def future_period(text: str, now: str) -> Refusal:
    """It ends after now."""
    return Refusal(
        "period",
        Reason.REJECTION_REASON_FUTURE_PERIOD,
        f"period {text!r} has not ended at {now}; report it afterwards",
        f"期别 {text!r} 在 {now} 尚未结束，请结束后再报",
    )


def missing_entity(kind: str) -> Refusal:
    """The indicator asks for an entity."""
    return Refusal(
        "entity",
        Reason.REJECTION_REASON_MISSING_ENTITY,
        f"entity is empty; the indicator asks for a {kind}",
        f"缺少对象；该指标须注明 {kind}",
    )


def unexpected_entity(name: str) -> Refusal:
    """The indicator takes none."""
    return Refusal(
        "entity",
        Reason.REJECTION_REASON_UNEXPECTED_ENTITY,
        f"entity {name!r} is given; the indicator takes none, leave it empty",
        f"该指标不针对单个对象，请勿填写 {name!r}",
    )


def invalid_entity(name: str, why: str, why_zh: str) -> Refusal:
    """Not a legal name, of another type, or in another area."""
    return Refusal("entity", Reason.REJECTION_REASON_INVALID_ENTITY, f"entity {name!r} {why}", f"对象 {name!r} {why_zh}")


def unknown_class(name: str, names: Iterable[str]) -> Refusal:
    """Not one of the indicator's classes or states; a text where the indicator only takes numbers."""
    known = ", ".join(names)
    if not known:
        return Refusal(
            "class_name",
            Reason.REJECTION_REASON_UNKNOWN_CLASS,
            f"value {name!r} is not a number; write one such as 9200 or 1.5e3, without commas or units",
            f"数值 {name!r} 不是数字；请写成 9200 或 1.5e3，勿加逗号或单位",
        )
    return Refusal(
        "class_name",
        Reason.REJECTION_REASON_UNKNOWN_CLASS,
        f"class {name!r} is not one of {known}; write one of these",
        f"类别 {name!r} 不在可用范围内；请填写 {known} 之一",
    )


def invalid_revision(revision: int) -> Refusal:
    """Out of bounds."""
    return Refusal(
        "revision",
        Reason.REJECTION_REASON_INVALID_REVISION,
        f"revision {revision} is above {MAX_REVISION}; count revisions from 0",
        f"修订号 {revision} 大于 {MAX_REVISION}；请从 0 起计",
    )


def invalid_status(status: int) -> Refusal:
    """Not a known one."""
    return Refusal(
        "status",
        Reason.REJECTION_REASON_INVALID_STATUS,
        f"status {status} is not known; use preliminary, final, estimated or withdrawn",
        f"状态 {status} 未定义；可用 preliminary、final、estimated、withdrawn",
    )


def future_recording(moment: str) -> Refusal:
    """Recorded after now."""
    return Refusal(
        "recorded_time",
        Reason.REJECTION_REASON_INVALID_RECORDED_TIME,
        f"recorded_time {moment} lies in the future; check your clock",
        f"记录时间 {moment} 在未来，请检查时钟",
    )


def back_dated(moment: str) -> Refusal:
    """Recorded long before now, by one who may not date back."""
    return Refusal(
        "recorded_time",
        Reason.REJECTION_REASON_INVALID_RECORDED_TIME,
        f"recorded_time {moment} dates back, which needs the role backfill; leave it out",
        f"记录时间 {moment} 早于现在，须有 backfill 角色；请留空",
    )


def malformed(field: str, english: str, chinese: str) -> Refusal:
    """The record is empty, or its parts do not fit together."""
    return Refusal(field, Reason.REJECTION_REASON_MALFORMED, english, chinese)
