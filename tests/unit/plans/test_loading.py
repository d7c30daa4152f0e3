"""Bad files: every mistake is named with file, line, field and remedy, and nothing stops the search for the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.plans.checking import check_folder
from shared.plans.loading import load_folder
from tests.unit.plans.folders import SOUND, document, found, target

AREA = "{names: {zh: 甲, en: A}, level: city}"


def test_a_sound_folder_has_no_mistakes(tmp_path: Path) -> None:
    assert found(tmp_path) == []


def test_files_below_folders_are_read_and_other_files_are_not(tmp_path: Path) -> None:
    (tmp_path / "areas").mkdir()
    (tmp_path / "areas" / "a.yml").write_text(SOUND, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not: [yaml", encoding="utf-8")
    loaded = load_folder(tmp_path)
    assert (len(loaded.manifests), loaded.problems) == (7, [])


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        pytest.param("a: b: c\n", "1", "this is not YAML: mapping values are not allowed here", id="syntax"),
        pytest.param("kind: Area\nspec: [1,\n", "3", "this is not YAML: expected the node content", id="cut off"),
        pytest.param("a: *nothing\n", "1", "undefined alias 'nothing'", id="unknown alias"),
        pytest.param("kind: Area\na: &x [*x]\n", "1", "a value cannot be read", id="alias of itself"),
        pytest.param("? [a]\n: 1\n", "1", "a value cannot be read", id="a list as a key"),
        pytest.param("x: 2026-13-45\n", "1", "month must be in 1..12", id="a date that is none"),
        pytest.param("!!python/object:os.system {}\n", "1", "a value cannot be read", id="a tag of Python"),
        pytest.param("just words\n", "1", "kind: is missing; it is one of Area, Indicator", id="no mapping"),
        pytest.param("- a\n- b\n", "1", "kind: is missing", id="a list"),
        pytest.param("apiVersion: v1\nkind: Pod\n", "2", "kind: 'Pod' is not one of Area, Indicator", id="another kind"),
        pytest.param(document("Area", "A_B", AREA), "3", "'A_B' is not a legal name; use lower-case letters", id="illegal id"),
        pytest.param(document("Area", "-a", AREA), "3", "'-a' is not a legal name", id="illegal id at its end"),
        pytest.param(
            document("Area", "a", AREA).replace("'a'", "320206"),
            "3",
            "320206 is a number here; write it in quotes: '320206'",
            id="code without quotes",
        ),
        pytest.param(
            document("Area", "a", "{names: {zh: no, en: A}, level: city}"), "4", "False is a truth value here", id="a word that is no word"
        ),
        pytest.param(document("Area", "a", "{names: {zh: 甲, en: A}}"), "4", "spec.level: is missing; add it", id="missing field"),
        pytest.param(
            document("Area", "a", "{names: {zh: 甲, en: A}, level: town}"),
            "4",
            "'town' is not one of 'province', 'city', 'district', 'county', 'zone'",
            id="unknown word",
        ),
        pytest.param(
            document("Area", "a", "{names: {zh: 甲, en: A}, level: city, parnet: x}"),
            "4",
            "spec.parnet: is not a field of Area; did you mean 'parent'?",
            id="unknown field",
        ),
        pytest.param("apiVersion: v1\nkind: Area\nmetadata: {name: a}\nspec: 1\n", "1", "apiVersion: 'v1' is not one of", id="version"),
        pytest.param("apiVersion: v1\nkind: Area\nmetadata: {name: a}\nspec: 1\n", "4", "spec: should be an object; it is 1", id="spec"),
        pytest.param(
            document("Area", "a", "{names: {zh: 甲, en: A},\n  level: city,\n  level: zone}"),
            "6",
            "spec.level: is given twice; the first one is in line 5",
            id="field twice",
        ),
        pytest.param(
            document("Area", "a", AREA) + "---\n" + document("Area", "a", AREA), "8", "metadata.name: is defined twice", id="name twice"
        ),
    ],
)
def test_a_bad_file_is_told_with_its_line(tmp_path: Path, text: str, where: str, words: str) -> None:
    assert any(one.startswith(f"0.yaml:{where}: ") and words in one for one in found(tmp_path, text)), found(tmp_path, text)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("many", "should be a valid number; it is 'many'"),
        ("'5'", "should be a valid number; it is '5'"),
        ("true", "should be a valid number; it is True"),
        (".nan", "should be a finite number"),
        (".inf", "should be a finite number"),
        ("[5]", "should be a valid number; it is [5]"),
    ],
)
def test_a_number_of_the_wrong_type_is_refused(tmp_path: Path, value: str, words: str) -> None:
    fields = f"indicator: jobs, shape: cumulative, comparator: at_least, value: {value}, unit: person, better: up, cadence: month"
    (problem,) = found(tmp_path, target(fields))
    assert problem.startswith("0.yaml:4: Target/t spec.value: ")
    assert words in problem


def test_a_file_of_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(document("Area", "a", "{names: {zh: 无锡市, en: A}, level: city}").encode("gb18030"))
    (problem,) = check_folder(tmp_path).problems
    assert (problem.line, problem.message) == (4, "this is not UTF-8 but reads as GB18030; save it as UTF-8")


def test_a_file_of_no_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"a: \xff\xfe\xff")
    (problem,) = check_folder(tmp_path).problems
    assert problem.message == "this is not UTF-8; save it as UTF-8"


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbf" + document("Area", "a", AREA).encode())
    assert check_folder(tmp_path).problems == []


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "a.yaml").write_text("kind: Pod\n", encoding="utf-8")
    assert [problem.line for problem in check_folder(tmp_path).problems] == [1]


@pytest.mark.parametrize(("name", "words"), [("nowhere", "there is no such folder"), ("", "there are no .yaml files here")])
def test_a_folder_without_manifests_is_a_mistake(tmp_path: Path, name: str, words: str) -> None:
    (problem,) = check_folder(tmp_path / name).problems
    assert words in problem.message


def test_all_mistakes_come_at_once_in_order_of_file_and_line(tmp_path: Path) -> None:
    problems = found(
        tmp_path,
        document("Area", "a", "{names: {zh: 甲, en: A}, level: town, colour: red}"),
        "a: b: c\n",
        document("Area", "b", "{names: {zh: Wuxi, en: 无锡}, level: city, parent: nowhere}"),
    )
    assert [one.split(": ")[0] for one in problems] == ["0.yaml:4"] * 2 + ["1.yaml:1"] + ["2.yaml:4"] * 3


def test_what_a_broken_document_defines_is_not_called_missing(tmp_path: Path) -> None:
    (problem,) = found(
        tmp_path,
        document("Plan", "q", "{names: {zh: 计划, en: Plan}, area: '320200', year: next}"),
        document("Subscriber", "s", "{names: {zh: 名, en: n}}", plan="q"),
    )
    assert "Plan/q spec.year: should be a valid integer" in problem


def test_keys_that_are_numbers_are_taken_as_their_texts(tmp_path: Path) -> None:
    fields = "indicator: jobs, shape: cumulative, comparator: at_least, value: 5, unit: person, better: up, cadence: month"
    assert found(tmp_path, target(f"{fields}, curve: {{kind: steps, points: {{6: 0.5, 12: 1}}}}")) == []
