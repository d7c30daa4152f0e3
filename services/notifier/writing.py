"""Writing: what a letter says, from Jinja2 templates in both languages.

Each language has a template, `alert.zh.j2`, with the blocks `subject`, `text`, `markdown`, `sms`, and one for HTML, `alert.zh.html.j2`.
Templates are data of people who may not run code here, so they are rendered in a sandbox.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from services.notifier.letter import Language
from shared.model.errors import Invalid

TEMPLATES = Path(__file__).parent / "templates"
PARTS = ("subject", "text", "markdown", "sms", "html")


class InvalidTemplate(Invalid):
    """A template that cannot be rendered."""


class Writer:
    """Renders the parts of letters; thread-safe."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take the templates.

        Args:
            folder: Templates that go before the built-in ones of the same name; None: none.
        """
        folders = [*([folder] if folder else []), TEMPLATES]
        self._environment = ImmutableSandboxedEnvironment(
            loader=jinja2.FileSystemLoader(folders),
            autoescape=lambda name: bool(name) and str(name).endswith(".html.j2"),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def write(self, part: str, language: Language, facts: Mapping[str, Any]) -> str:
        """Return a part of a letter.

        Raises:
            InvalidTemplate: If the template is missing, broken, or reads what is not there.
        """
        name = f"alert.{language}.html.j2" if part == "html" else f"alert.{language}.j2"
        try:
            template = self._environment.get_template(name)
            if part == "html":
                return template.render(**facts)
            return "".join(template.blocks[part](template.new_context(dict(facts)))).strip()
        except KeyError as error:
            raise InvalidTemplate(f"template {name}: it has no block {error}") from error
        except jinja2.TemplateError as error:
            raise InvalidTemplate(f"template {name}, {part}: {error}") from error


def fill(template: str, **facts: object) -> str:
    """Return a template of a manifest with its words filled in.

    Raises:
        InvalidTemplate: If it is broken, or reads what is not there.
    """
    try:
        return ImmutableSandboxedEnvironment(undefined=jinja2.StrictUndefined).from_string(template).render(**facts)
    except jinja2.TemplateError as error:
        raise InvalidTemplate(f"template {template[:40]!r}: {error}") from error
