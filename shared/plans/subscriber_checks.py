"""Checks of subscribers: what they name is there, and their channels can work as they are described."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, meta

from shared.model.catalogue import Catalogue
from shared.model.manifests import Sms, Subscriber, SubscriberSpec
from shared.plans.wording import closest, unknown

Mistake = tuple[str, str]
"""Dotted path of a field, and what is wrong with it and how to mend it."""

SMS_WORDS: Final = frozenset({"numbers", "text", "notice", "secret", "time_s"})
"""What the templates of a gateway may read."""


def subscriber_mistakes(subscriber: Subscriber, known: Catalogue) -> Iterator[Mistake]:
    """Yield mistakes of a subscriber: unknown area, rule, family or chain, a channel that cannot work as it is described."""
    spec = subscriber.spec
    for position, code in enumerate(spec.areas):
        if code not in known.areas:
            yield f"spec.areas.{position}", unknown("area", code)
    rules = {name for plan, name in known.rules if plan == subscriber.plan}
    families = {rule.spec.family for (plan, _), rule in known.rules.items() if plan == subscriber.plan}
    for position, name in enumerate(spec.rules):
        if name not in rules:
            yield f"spec.rules.{position}", unknown("rule", name) + closest(name, rules)
    for position, name in enumerate(spec.families):
        if name not in families:
            yield f"spec.families.{position}", f"no rule of the plan is of family {name!r}{closest(name, families)}"
    plan = known.plans.get(subscriber.plan)
    if spec.escalation is not None and plan is not None and spec.escalation not in plan.alerting.escalation:
        yield "spec.escalation", f"the plan has no chain {spec.escalation!r}{closest(spec.escalation, plan.alerting.escalation)}"
    yield from _channel_mistakes(spec)


def _channel_mistakes(spec: SubscriberSpec) -> Iterator[Mistake]:
    if spec.webhook is not None and bool(spec.webhook.url) == bool(spec.webhook.url_file):
        yield "spec.webhook", "a webhook has either url or urlFile; give exactly one"
    if spec.mail is not None and not spec.mail.recipients and not spec.mail.recipients_file:
        yield "spec.mail", "mail has no recipient; give recipientsFile, or recipients where they are not personal"
    for name, one in (("mail", spec.mail), ("alertmanager", spec.alertmanager)):
        if one is not None and bool(one.username) != bool(one.password_file):
            yield f"spec.{name}", "username and passwordFile belong together; give both or neither"
    if spec.sms is not None:
        yield from _sms_mistakes(spec.sms)


def _sms_mistakes(sms: Sms) -> Iterator[Mistake]:
    if bool(sms.url) == bool(sms.url_file):
        yield "spec.sms", "a gateway has either url or urlFile; give exactly one"
    for field, template in (("body", sms.body), *((f"headers.{name}", value) for name, value in sms.headers.items())):
        try:
            words = meta.find_undeclared_variables(Environment(autoescape=False).parse(template))  # noqa: S701 - parsed, not rendered
        except TemplateSyntaxError as error:
            yield f"spec.sms.{field}", f"the template cannot be read: {error}; correct it"
            continue
        for word in sorted(words - SMS_WORDS):
            yield f"spec.sms.{field}", f"the template reads {word!r}; there are {', '.join(sorted(SMS_WORDS))}"
    try:
        re.compile(sms.accepted)
    except re.error as error:
        yield "spec.sms.accepted", f"not a regular expression: {error}; correct it"
