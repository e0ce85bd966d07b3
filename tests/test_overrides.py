"""The templates of the look: they hold to what the theme's successor reads as well."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rcssmin

from generator.entries import LANGUAGES

OVERRIDES = Path(__file__).parents[1] / "overrides"
# What Jinja knows and MiniJinja, with which Zensical reads templates, does not; of `replace` it is the number of times.
UNKNOWN = re.compile(r"\.items\(|\.get\(|\bstrftime\b|\breplace\((?:[^()'\"]|'[^']*'|\"[^\"]*\")*,\s*\d+\s*\)")


def test_the_style_sheet_is_made_of_all_there_are() -> None:
    """After a change of one of them: make styles."""
    sheets = OVERRIDES / "assets" / "stylesheets"
    makefile = (OVERRIDES.parent / "Makefile").read_text(encoding="utf-8")
    listed = re.search(r"^STYLES := \$\(addprefix overrides/assets/stylesheets/,([^)]+)\)", makefile, re.MULTILINE)
    assert listed
    names = listed[1].split()
    assert {path.name for path in sheets.glob("*.css")} == {*names, "all.css"}
    together = "".join((sheets / name).read_text(encoding="utf-8") for name in names)
    assert rcssmin.cssmin(together) == (sheets / "all.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(OVERRIDES.rglob("*.html")), ids=lambda path: path.name)
def test_zensical_can_read_the_templates(path: Path) -> None:
    """Nothing is in them that only Jinja knows."""
    assert [] == UNKNOWN.findall(path.read_text(encoding="utf-8"))


def test_the_frame_has_the_same_words_in_every_language() -> None:
    """What is missing in one would stand there in another; the sign beside headings is called what the settings call it."""
    text = (OVERRIDES / "partials" / "language.html").read_text(encoding="utf-8")
    keys = {
        lang: set(re.findall(r'^    "([a-z.]+)": "', words, re.MULTILINE))
        for lang, words in re.findall(r'^  "(..)": \{\n(.*?)\n  \}', text, re.MULTILINE | re.DOTALL)
    }
    assert set(LANGUAGES) == keys.keys()
    assert all(keys["vi"] == own for own in keys.values())
    assert set(LANGUAGES) == set(re.findall(r'"(..)": "', re.findall(r"set names = (.*)", text)[0]))
    settings = (OVERRIDES.parent / "mkdocs.yml").read_text(encoding="utf-8")
    assert f'"permalink": "{re.findall(r"permalink_title: (.*)", settings)[0]}"' in text


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("{{ meta | replace(first, first ~ policy, 1) }}", 1),
        ('{{ header | replace("</nav>", search ~ "</nav>", 1) }}', 1),
        ("{{ built | replace('T', ' ') | replace('+00:00', ' UTC') }}", 0),
        ("{% for name, value in page.meta.items() %}", 1),
    ],
)
def test_what_it_cannot_read_is_found(template: str, found: int) -> None:
    """The check above sees each of them, and lets pass what both know."""
    assert found == len(UNKNOWN.findall(template))
