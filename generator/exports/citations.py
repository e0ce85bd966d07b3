"""What an analyst cites, as references: a report, the page that sums it up, the page of a meeting, and a sentence of a report.

A reference is an item of CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html), from which BibTeX and RIS
are written here, APA and Chicago by `references`. Nothing is in it that nobody knows: neither the day on which somebody looked
at a page nor an author. Where a page is, only the site knows: `PAGE` stands for its address.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.exports.references import STYLES, Run, format_reference
from generator.text import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.labels import Labels
    from generator.models import Brief, Meeting, Statement

PAGE = "\ue000"
"""Stands for the absolute address of the page itself: a private character, which no text of a report holds."""
Item = dict[str, Any]
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_LANGUAGES = {"vi": "vietnamese", "en": "english"}
_RIS = {"article-newspaper": "NEWS", "webpage": "ELEC"}
_BIBTEX = {"article-newspaper": ("article", "journal"), "webpage": ("misc", "howpublished")}
# In LaTeX they would be commands, and an odd brace would end the value.
_IN_LATEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    c: f"\\{c}" for c in "&%$#_{}"
}
_SPECIAL = re.compile("[" + re.escape("".join(_IN_LATEX)) + "]")
_IN_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


class Reference(NamedTuple):
    """One thing to cite, in every form."""

    label: str
    id: str
    formatted: tuple[tuple[str, tuple[Run, ...]], ...]
    """What readers call each style, and the reference in it."""
    bibtex: tuple[str, list[str]]
    ris: list[tuple[str, str]]
    csl: str


def brief_references(brief: Brief, labels: Labels) -> tuple[Reference, ...]:
    """Return the article and the page that sums it up, in every form."""
    found = (("source", source_item(brief)), ("page", brief_item(brief, labels)))
    return tuple(_refer(labels(f"cite.{key}"), item, labels) for key, item in found)


def meeting_references(meeting: Meeting, title: str, labels: Labels) -> tuple[Reference, ...]:
    """Return the page of a meeting in every form."""
    return (_refer(labels("cite.page"), meeting_item(meeting, title, labels), labels),)


def _refer(label: str, item: Item, labels: Labels) -> Reference:
    formatted = tuple((name, format_reference(item, style, labels.lang)) for style, name in STYLES.items())
    return Reference(label, item["id"], formatted, bibtex(item), ris(item), csl_json(item))


def source_item(brief: Brief) -> Item:
    """Return the article itself, as its outlet published it."""
    source = brief.source
    item: Item = {"id": f"{brief.id}-source", "type": "article-newspaper", "title": on_one_line(brief.seed.title)}
    if source.publisher:
        item["container-title"] = source.publisher.value
    item |= _published("issued", brief)
    if source.url:
        item["URL"] = source.url.value
    return {**item, "language": brief.seed.lang}


def brief_item(brief: Brief, labels: Labels, *, url: str = PAGE) -> Item:
    """Return the page of the digest on a report, at `url`; when the article came out is kept apart, as the original's date."""
    item = _page_item(brief.id, brief.seed.title, labels("brief.kicker"), url, brief.seed.lang, labels)
    return {**item, **_published("original-date", brief)}


def meeting_item(meeting: Meeting, title: str, labels: Labels, *, url: str = PAGE) -> Item:
    """Return the page of the digest on a meeting that is headed `title`, at `url`; its date is the event's."""
    item = _page_item(meeting.id, title, labels("meeting.kicker"), url, labels.lang, labels)
    return {**item, **({"event-date": _date(meeting.date)} if meeting.date else {})}


def quote_item(brief: Brief, statement: Statement, speaker: str, anchor: str, labels: Labels, *, url: str = PAGE) -> Item:
    """Return one quoted sentence of a report on its page, at the place `anchor` of it; whose words they are is in the note."""
    item = brief_item(brief, labels, url=f"{url}#{anchor}")
    note = labels("cite.quote", quote=statement.quote.value.strip('“”"'), speaker=speaker)
    return {**item, "id": f"{brief.id}-{anchor}", "note": note}


def attribution(brief: Brief, labels: Labels) -> str:
    """Return in a line whose report it is: its title, the outlet and the day, as far as they are known."""
    source = brief.source
    parts = [labels("cite.titled", title=brief.seed.title), source.publisher.value if source.publisher else ""]
    return ", ".join(filter(None, [*parts, labels.date_short(source.published.value) if source.published else ""]))


def csl_json(item: Item) -> str:
    """Return an item as the list of one that programs import."""
    return json.dumps([item], ensure_ascii=False)


def bibtex(item: Item) -> tuple[str, list[str]]:
    """Return the head of a BibTeX entry, `misc{id`, and its fields, `name = {value}`, encoded for LaTeX."""
    kind, container = _BIBTEX[item["type"]]
    fields = [("title", f"{{{_latex(item['title'])}}}")]
    if "container-title" in item:
        fields.append((container, _latex(item["container-title"])))
    fields += zip(("year", "month", "day"), map(str, _parts(item)), strict=False)
    if "URL" in item:
        fields.append(("url", item["URL"].translate(_IN_URL)))
    if note := item.get("note") or item.get("genre"):
        fields.append(("note", _latex(note)))
    fields.append(("langid", _LANGUAGES[item["language"]]))
    lines = [f"{name} = {_MONTHS[int(value) - 1] if name == 'month' else f'{{{value}}}'}" for name, value in fields]
    return f"{kind}{{{item['id']}", lines


def ris(item: Item) -> list[tuple[str, str]]:
    """Return the lines of an entry in RIS, each a tag of two letters and a value."""
    return list(_ris(item))


def _ris(item: Item) -> Iterator[tuple[str, str]]:
    yield "TY", _RIS[item["type"]]
    yield "ID", item["id"]
    yield "TI", item["title"]
    if "container-title" in item:
        yield "T2", item["container-title"]
    if parts := _parts(item):
        yield "PY", str(parts[0])
        # Year, month, day and a remark, with a slash after each of the first three.
        yield "DA", "/".join([*(f"{part:02}" for part in parts), "", "", ""][:4])
    if "URL" in item:
        yield "UR", item["URL"]
    yield "LA", item["language"]
    yield from (("M3", item[name]) for name in ("genre",) if name in item)
    yield from (("N1", item[name]) for name in ("note",) if name in item)
    yield "ER", ""


def _page_item(identifier: str, title: str, genre: str, url: str, lang: str, labels: Labels) -> Item:
    item: Item = {"id": identifier, "type": "webpage", "title": on_one_line(title), "container-title": labels("home.title")}
    return {**item, "genre": genre, "URL": url, "language": lang}


def _published(name: str, brief: Brief) -> Mapping[str, Any]:
    return {name: _date(brief.source.published.value)} if brief.source.published else {}


def _date(iso: str) -> Mapping[str, Any]:
    return {"date-parts": [[int(part) for part in iso.split("-")]]}


def _parts(item: Item) -> list[int]:
    return item["issued"]["date-parts"][0] if "issued" in item else []


def _latex(text: str) -> str:
    return _SPECIAL.sub(lambda found: _IN_LATEX[found[0]], text)
