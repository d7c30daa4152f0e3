"""Reading a rendered page: it is well-formed XML, so that the standard parser finds everything."""

from __future__ import annotations

from xml.etree import ElementTree as ET

DOCTYPE = "<!doctype html>"


def parsed(page: str) -> ET.Element:
    assert page.lstrip().startswith(DOCTYPE)
    return ET.fromstring(page.lstrip().removeprefix(DOCTYPE))  # noqa: S314 - our own page


def text_of(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def section(page: ET.Element, heading: str) -> ET.Element:
    found = page.find(f".//section[@aria-labelledby='{heading}']")
    assert found is not None
    return found
