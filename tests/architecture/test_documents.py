"""What the pages say can be tried: commands, targets of make, links, names, examples."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from docs.generate import setting_names
from services.cli.__main__ import STACK, make_app
from services.cli.assessing import assess_files
from shared.events.topics import TOPICS
from shared.model.catalogue import Catalogue
from shared.plans.checking import check_folder
from shared.runtime.metrics import REGISTRY
from tests.architecture.reading import ROOT, anchors, blocks, commands, links, pages, spans, text, tracked

FOLDER = check_folder(ROOT / "plans" / "wuxi-2026")
CATALOGUE = Catalogue.from_manifests(FOLDER.manifests)
TARGETS = {name for _, name in CATALOGUE.targets}
COMMAND = typer.main.get_command(make_app())
MAKEFILE = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
every_page = pytest.mark.parametrize("page", pages())


def parts_of(command: Any) -> dict[str, Any]:
    """The commands below a command; typer brings click's classes under a name of its own, so they are told by what they have."""
    return getattr(command, "commands", {})


def resolve(words: list[str]) -> tuple[Any, list[str]]:
    """The command that words name, and what is left of them."""
    command, rest = COMMAND, list(words)
    while parts_of(command) and rest:
        name = rest.pop(0)
        assert name in parts_of(command), f"there is no `xiheng {' '.join(words)}`"
        command = parts_of(command)[name]
    return command, rest


@every_page
def test_every_command_exists_with_its_options_and_arguments(page: str) -> None:
    for words in commands(page, "xiheng"):
        command, rest = resolve(words)
        arguments, options = _taken_apart(command, [word for word in rest if word != "…"])
        assert options <= {name for one in command.params for name in one.opts}, words
        places = [one for one in command.params if one.param_type_name == "argument"]
        assert len(arguments) <= len(places) or any(one.nargs == -1 for one in places), words
        if words[:1] == ["explain"] and arguments and not arguments[0].isupper():
            assert arguments[0] in TARGETS, words


def _taken_apart(command: Any, rest: list[str]) -> tuple[list[str], set[str]]:
    """Arguments and options; an option that takes a value is followed by it."""
    flags = {name for one in command.params if getattr(one, "is_flag", False) for name in one.opts}
    arguments: list[str] = []
    options: set[str] = set()
    words = iter(rest)
    for word in words:
        if not word.startswith("-"):
            arguments.append(word)
            continue
        options.add(word)
        if word not in flags:
            next(words, None)
    return arguments, options


@every_page
def test_every_target_of_make_exists(page: str) -> None:
    assert {target for words in commands(page, "make") for target in words[:1]} <= MAKEFILE


def test_every_target_of_make_is_told_to_who_contributes() -> None:
    told = {words[0] for page in pages() for words in commands(page, "make") if words}
    assert told >= MAKEFILE - {"help"}


@every_page
def test_every_link_leads_somewhere(page: str) -> None:
    for link in links(page):
        if link.startswith(("http://", "https://")):
            continue
        path, _, anchor = link.partition("#")
        there = os.path.normpath(Path(page).parent / path) if path else page
        assert (ROOT / there).exists(), link
        if anchor:
            assert anchor in anchors(there), link


def test_the_index_lists_every_page() -> None:
    listed = {os.path.normpath(Path("docs") / link.partition("#")[0]) for link in links("docs/index.md")}
    assert {page for page in pages() if page.startswith("docs/")} - listed == {"docs/index.md"}


@every_page
def test_every_setting_and_metric_exists(page: str) -> None:
    settings = {*setting_names(), STACK, *(variable for command in _leaves(COMMAND) for variable in _variables(command))}
    named = set(re.findall(r"\bXIHENG_[A-Z_]*[A-Z]\b", text(page)))
    assert {name for name in named if name.removesuffix("_FILE") not in settings and name not in settings} == set()
    metrics = {re.sub(r"_(total|bucket|sum|count)$", "", name) for name in re.findall(r"\bxiheng_[a-z_]+\b", text(page))}
    assert metrics <= {one.name for one in REGISTRY.collect()}


def _leaves(command: Any) -> list[Any]:
    return [leaf for one in parts_of(command).values() for leaf in _leaves(one)] or [command]


def _variables(command: Any) -> list[str]:
    return [str(one.envvar) for one in command.params if one.envvar]


@every_page
def test_every_topic_exists(page: str) -> None:
    assert set(re.findall(r"`([a-z-]+-v)\d`", text(page))) <= {re.sub(r"\d$", "", name) for name in TOPICS}


@every_page
def test_every_file_that_is_named_exists(page: str) -> None:
    tops = {name.partition("/")[0] for name in tracked() if "/" in name}
    for span in spans(page):
        if span.partition("/")[0] in tops and "/" in span and re.fullmatch(r"[\w./-]+", span):
            assert (ROOT / span).exists() or (ROOT / f"{span}.py").exists(), span


@every_page
def test_every_example_can_be_read(page: str) -> None:
    for block in blocks(page):
        if block.language == "python":
            compile(block.text, page, "exec")
        elif block.language == "json":
            json.loads(block.text)
        elif block.language == "yaml":
            yaml.safe_load(block.text)


@every_page
def test_every_table_of_observations_is_taken(page: str, tmp_path: Path) -> None:
    for block in blocks(page):
        if block.language == "csv":
            file = tmp_path / "example.csv"
            file.write_text(block.text, encoding="utf-8")
            assert assess_files(FOLDER.manifests, [file], as_of=date(2026, 7, 20), known_at=None)[1] == []


@every_page
def test_every_call_exists(page: str) -> None:
    for service, method in re.findall(r"\b(xiheng\.\w+\.v\d\.\w+Service)(?:/(\w+))?", text(page)):
        package, _, name = service.rpartition(".")
        module = import_module(f"{package}.{re.sub(r'(?<!^)(?=[A-Z])', '_', name).lower()}_pb2")
        found = module.DESCRIPTOR.services_by_name[name]
        assert not method or method in found.methods_by_name


def test_no_text_speaks_of_how_it_was_made() -> None:
    forbidden = re.compile(
        r"(?i)\b(issue|pull request|PR) ?#?\d|\b(chat|agent|helper) session\b|(?<=[\s(])#\d{1,5}\b|/tmp/x\b|\bTODO\b|\bFIXME\b"
    )
    found = {name: forbidden.findall(text(name)) for name in tracked() if name.endswith((".md", ".py", ".proto", ".toml", "Makefile"))}
    found.pop(str(Path(__file__).relative_to(ROOT)))
    assert {name: words for name, words in found.items() if words} == {}
