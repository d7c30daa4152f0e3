"""`xiheng notices preview`: a notice as its receiver reads it."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from services.cli.alerts_asking import asked
from services.cli.names import area_names, registry_beside
from services.cli.reach import Reach, reaching
from services.cli.screen import command, fail, out
from services.notifier.channels.webhook import body_of
from services.notifier.composing import Composer
from services.notifier.letter import Letter, Told
from services.notifier.sample import sample_event
from services.notifier.writing import InvalidTemplate, Writer
from shared.model.catalogue import Catalogue
from shared.model.manifests import Area, AreaSpec, Metadata, Names, SubscriberSpec
from xiheng.alerts.v1 import alert_service_pb2 as messages

_SAMPLE = "320200"


class Form(StrEnum):
    """What is shown of a notice."""

    SUBJECT = "subject"
    TEXT = "text"
    HTML = "html"
    MARKDOWN = "markdown"
    SMS = "sms"
    JSON = "json"


class Lang(StrEnum):
    """In which language."""

    ZH = "zh"
    EN = "en"
    BOTH = "both"


_LINK = "https://xiheng.example.org/answer/…"


@command
@reaching
def preview(
    identity: Annotated[
        str, typer.Argument(metavar="ALERT", help="Id of an alert, or its beginning; none: a sample, without a platform.")
    ] = "",
    form: Annotated[list[Form] | None, typer.Option("--form", help="subject, text, html, markdown, sms or json; may be repeated.")] = None,
    lang: Annotated[Lang, typer.Option("--lang", help="zh, en or both.")] = Lang.BOTH,
    templates: Annotated[
        Path | None, typer.Option("--templates", exists=True, file_okay=False, help="Folder of templates that go before the built-in ones.")
    ] = None,
    *,
    reach: Reach,
) -> None:
    """预览通知。 Show a notice in either language and form, of an alert or of a sample, with one's own templates before they are used.

    Examples 示例:

    - `xiheng notices preview`
    - `xiheng notices preview 3fa9 --lang zh --form sms --form markdown`
    - `xiheng notices preview --templates ./templates --form html > notice.html`
    """
    told = _told(identity, reach)
    catalogue = _catalogue(told.event.area, area_names(registry_beside(reach)) if identity else {})
    languages = ["zh", "en"] if lang.value == "both" else [lang.value]
    forms = [one.value for one in form or ()] or ["subject", "text"]
    for language in languages:
        letter = _letter(told, language, templates, catalogue)
        for one in forms:
            if len(languages) * len(forms) > 1:
                out.print(f"── {language} {one}", style="bold", markup=False)
            out.print(_written(letter, one), markup=False, soft_wrap=True, highlight=False)


def _told(identity: str, reach: Reach) -> Told:
    now_ms = time.time_ns() // 1_000_000
    if not identity:
        return Told(sample_event("sample", _SAMPLE, now_ms), "raised", now_ms, "sample")
    alert = asked("GetAlert", messages.GetAlertRequest(id=identity), reach).alert
    step = "updated" if alert.event.period != alert.event.raised_period else "raised"
    return Told(alert.event, step if not alert.resolution else "resolved", alert.first_seen_time.ToMilliseconds(), "sample")


def _catalogue(area: str, names: Mapping[str, Names]) -> Catalogue:
    """Return what is known of the alert's area: its name, where a local platform's registry tells it."""
    named = names.get(area) or (Names(zh="示例市", en="Sample City") if area == _SAMPLE else Names(zh=area, en=area))
    return Catalogue.from_manifests([Area(metadata=Metadata(name=area), spec=AreaSpec(names=named, level="city"))])


def _letter(told: Told, language: str, templates: Path | None, catalogue: Catalogue) -> Letter:
    spec = SubscriberSpec.model_validate({"names": {"zh": "预览", "en": "preview"}, "language": language})
    composer = Composer(lambda: catalogue, Writer(templates), lambda _: (), lambda _: _LINK)
    return composer.letter(spec, [told], channel="preview", notice="0" * 16)


def _written(letter: Letter, form: str) -> Any:  # noqa: ANN401 - a text
    if form == "json":
        return json.dumps(body_of(letter), ensure_ascii=False, indent=2)
    try:
        return letter.say(form)
    except InvalidTemplate as error:
        raise fail(str(error)) from error
