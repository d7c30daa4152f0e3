"""An explanation on a terminal: the sentence, what else there is to say, and the facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum

from rich.text import Text

from services.cli.screen import STATUS_STYLE, moment, number, out, table
from shared.events.verdicts import SentStatus
from shared.judgement.correction import Revision
from shared.judgement.ladder import Threshold
from shared.judgement.verdict import StatusVerdict
from shared.judgement.wording import Language, explain_status, formula_words, headline, method_words, unit_word
from shared.model.manifests import Names
from shared.model.period import SHANGHAI
from shared.model.status import TargetStatus


class Lang(StrEnum):
    """In which language an explanation is told."""

    ZH = "zh"
    EN = "en"
    BOTH = "both"

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages, in order."""
        return {Lang.ZH: ("zh",), Lang.EN: ("en",), Lang.BOTH: ("zh", "en")}[self]  # type: ignore[return-value]  # they are Languages

    def label(self, zh: str, en: str) -> str:
        """Return a label in one or both."""
        return " ".join({"zh": zh, "en": en}[one] for one in self.languages)

    def status(self, status: TargetStatus) -> str:
        """Return a status in one or both."""
        return self.label(status.chinese, status.word)


def print_explanation(verdict: StatusVerdict, lang: Lang) -> None:
    """Print the verdict, its one sentence, what else there is to say, and its facts."""
    style, title = STATUS_STYLE[verdict.status], verdict.title
    head = Text.assemble((f"{verdict.status.symbol} {lang.status(verdict.status)}", style), f"  {lang.label(title.zh, title.en)}")
    out.print(head, soft_wrap=True)
    for language in lang.languages:
        said = headline(verdict, language)
        out.print(Text(f"  {said}", style="bold"), soft_wrap=True)
        more = explain_status(verdict, language)[len(said) :].strip()
        if more:
            out.print(Text(f"  {more}"), soft_wrap=True)
    facts = table(lang.label("事实", "facts"), "", "")
    facts.show_header = False
    for label, text in _facts(verdict, lang):
        facts.add_row(f"  {label}", text)
    out.print(facts)


def _facts(verdict: StatusVerdict, lang: Lang) -> Iterator[tuple[str, str]]:
    facts, unit = (
        verdict.facts,
        lang.label(unit_word(verdict.unit, "zh"), unit_word(verdict.unit, "en")) if verdict.unit != "percent" else "%",
    )
    place = f"{verdict.plan}, {verdict.target}, {verdict.area}, {verdict.period.text}"
    strength = f", {verdict.strength}" if verdict.strength else ""
    yield lang.label("目标", "target"), f"{place} ({lang.label('定义第', 'definition')} {verdict.definition_version}{strength})"
    yield lang.label("公式", "formula"), f"{facts.formula}: " + " ".join(formula_words(facts.formula, one) for one in lang.languages)
    derived = facts.texts.get("derived_by")
    if derived:
        yield lang.label("算法", "derived by"), f"{derived}: " + " ".join(method_words(derived, one) for one in lang.languages)
    yield from _figures(verdict, lang, unit)
    if verdict.thresholds:
        yield lang.label("界限", "thresholds"), "; ".join(_threshold(one, lang) for one in verdict.thresholds)
    if "noise" in facts.numbers:
        yield lang.label("修订幅度", "revision noise"), f"{number(facts.numbers['noise'])} {unit}"
    if "summed" in facts.numbers:
        gap = (verdict.value or 0.0) - facts.numbers["summed"]
        yield lang.label("各地汇总", "districts together"), f"{number(facts.numbers['summed'])} {unit} ({_signed(gap)})"
    for one in _changes(verdict, lang):
        yield lang.label("更正", "corrected"), one
    if verdict.recorded_ms:
        yield lang.label("数据收到", "received"), moment(verdict.recorded_ms)
    yield lang.label("下次发布", "next release"), _next_release(verdict, lang)


def _changes(verdict: StatusVerdict, lang: Lang) -> Iterator[str]:
    """Yield what had been told of the period, and the revisions that changed it; of periods that lost their verdict those that took it."""
    earlier = verdict.correction
    if earlier is not None:
        told = f"{lang.status(earlier.status)} {number(earlier.value)} / {number(earlier.plan_value)}"
        yield f"{told} → {'; '.join(_revision(one, lang) for one in earlier.revisions)}"
    if verdict.retracted:
        gone = ", ".join(one.text for one in verdict.retracted)
        by = "; ".join(_revision(one, lang) for one in verdict.retracted_by)
        yield f"{gone}: {lang.label('判定撤销', 'the verdict holds no longer')}{f', {by}' if by else ''}"


def _revision(one: Revision, lang: Lang) -> str:
    value = lang.label("撤回", "withdrawn") if one.value is None else number(one.value)
    place = " ".join(filter(None, (one.indicator, one.area, one.entity, one.period.text)))
    event = f"{one.event_id:016x}" if one.event_id else "derived"
    return f"{place} = {value} ({lang.label('修订', 'revision')} {one.revision}, {event}, {moment(one.received_ms)})"


def _figures(verdict: StatusVerdict, lang: Lang, unit: str) -> Iterator[tuple[str, str]]:
    """Yield the value, where the plan stands, and what would change the verdict; classes by their names."""
    texts = verdict.facts.texts
    if "wanted_class" in texts:
        shown, planned, flip = texts["class"], texts["wanted_class"], texts["flip_class"]
    else:
        shown, planned, flip = f"{number(verdict.value)} {unit}", f"{number(verdict.plan_value)} {unit}", f"{_flip(verdict)} {unit}"
    yield lang.label("实际值", "value"), shown
    yield lang.label("计划值", "plan value"), planned
    if verdict.flip_value is not None:
        to = texts.get("flips_to")
        yield lang.label("临界值", "flip value"), flip + (f" → {lang.status(TargetStatus[to.upper()])}" if to else "")


def _flip(verdict: StatusVerdict) -> str:
    """Return the flip value with all its digits; just beyond a bound, the bound with a sign."""
    bound, flip = verdict.facts.numbers.get("flip_bound"), verdict.flip_value or 0.0
    if bound is None:
        return f"{flip:,.12g}".replace(",", " ")
    return f"{'>' if flip > bound else '<'} {bound:,.12g}".replace(",", " ")


def _threshold(one: Threshold, lang: Lang) -> str:
    word = lang.status(one.status)
    if one.floor is not None and one.ceiling is not None:
        return f"{word} {number(one.floor)} … {number(one.ceiling)}"
    if one.floor is not None:
        return f"{word} {'>' if one.open else '≥'} {number(one.floor)}"
    if one.ceiling is not None:
        return f"{word} {'<' if one.open else '≤'} {number(one.ceiling)}"
    return f"{word} {lang.label('其余', 'otherwise')}"


def _next_release(verdict: StatusVerdict, lang: Lang) -> str:
    release = verdict.next_release
    if release is None:
        return lang.label("本年度没有待发布的数据", "nothing more is awaited this year")
    kind = lang.label("官方发布", "official release") if release.official else lang.label("最迟", "due by")
    assumed = f" ({lang.label('工作日按周一至周五推定', 'working days assumed')})" if release.assumed else ""
    utc = datetime.fromtimestamp(release.time_ms / 1000, UTC)
    return f"{release.period.text}: {kind} {utc.astimezone(SHANGHAI):%Y-%m-%d %H:%M} Asia/Shanghai, {utc:%Y-%m-%d %H:%M}Z{assumed}"


def print_inputs(verdict: StatusVerdict, lang: Lang) -> None:
    """Print every input with its revision and the event that brought it."""
    inputs = table(lang.label("输入", "inputs"), "indicator", "area", "entity", "period", "value", "unit", "revision", "received", "event")
    for one in verdict.inputs:
        event = f"{one.event_id:016x}" if one.event_id else "derived"
        known = (number(one.value), one.unit, str(one.revision), moment(one.received_ms), event)
        inputs.add_row(one.indicator, one.area, one.entity, one.period.text, *known)
    if verdict.inputs:
        out.print(inputs)


_BASES = {
    "own": ("本级目标", "its own target"),
    "last-year": ("按上年", "by last year"),
    "equal": ("平均", "equal parts"),
    "weight": ("按权重", "by weight"),
    "difference": ("公布值减汇总", "figure given less districts' sum"),
}


def print_contributions(verdict: StatusVerdict, lang: Lang, names: Mapping[str, Names]) -> None:
    """Print what each area carries of the gap, the one that holds back most first, by its name where it is known."""
    if not verdict.contributions:
        return
    parts = table(lang.label("各地贡献", "contributions"), "area", "value", "fair part", "carries", "by")
    for one in sorted(verdict.contributions, key=lambda one: one.gap):
        known = names.get(one.area)
        area = f"{one.area} {lang.label(known.zh, known.en)}" if known else one.area or "—"
        parts.add_row(area, number(one.value), number(one.fair), _signed(one.gap), lang.label(*_BASES[one.basis]))
    out.print(parts)
    gap = _signed((verdict.value or 0.0) - (verdict.plan_value or 0.0))
    out.print(f"  {lang.label('合计', 'together')} {gap} {verdict.unit} {lang.label('实际值减计划值', 'of value less plan')}", markup=False)


def _signed(value: float) -> str:
    return f"{value:+,.6g}".replace(",", " ")


def print_history(earlier: Iterable[SentStatus], lang: Lang) -> None:
    """Print the statuses that were known before, the last one first."""
    history = table(lang.label("此前", "earlier"), "known", "period", "status", "value", "plan", "corrected by")
    for one in earlier:
        verdict = one.verdict
        shown = (verdict.period.text, lang.status(verdict.status), number(verdict.value), number(verdict.plan_value))
        revisions = (*(verdict.correction.revisions if verdict.correction else ()), *verdict.retracted_by)
        history.add_row(moment(one.known_ms), *shown, "\n".join(dict.fromkeys(_revision(each, lang) for each in revisions)))
    if history.row_count:
        out.print(history)
