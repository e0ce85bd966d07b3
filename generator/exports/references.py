"""Formats references as APA and Chicago have them, through a processor of the Citation Style Language, citeproc-py.

It needs some fifteen milliseconds a reference, too much for ten thousand reports. But what a style does depends on little:
which fields there are, how precise the date is, how the title ends. So each such shape is formatted once, with signs in place
of the values, and the values are put where the signs are; tests/exports/test_references.py holds that both come out the same.
"""

from __future__ import annotations

import re
import warnings
from functools import cache, lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

STYLES = {"apa": "APA", "chicago-notes-bibliography": "Chicago"}
"""The styles, by the names of their files, and what readers call them: APA 7, Chicago 18 (notes and bibliography)."""
_FOLDER = Path(__file__).parent / "styles"
_LOCALES = {"vi": "vi-VN", "en": "en-US"}
_HEADLINES = frozenset({"chicago-notes-bibliography"})
"""The styles that write English titles with capitals."""
# Private characters, which no text of a report holds: the gate and `seeds` drop them.
_SIGNS = {"title": "\ue011", "container-title": "\ue012", "URL": "\ue013", "genre": "\ue014"}
_ITALIC, _UPRIGHT = "\ue015", "\ue016"
_YEAR, _MONTH, _DAY = 4321, 7, 27
"""A date whose numbers cannot be taken for one another."""
_ENDS = ".?!…”\"'’)"
_SECOND_STOP = re.compile(f'([.?!][”’"]?{_UPRIGHT}?)[.](?= |$)')
_OUTSIDE = re.compile("”([.,])")


class Run(NamedTuple):
    """A piece of a formatted reference."""

    text: str
    italic: bool


def format_reference(item: Mapping[str, Any], style: str, lang: str) -> tuple[Run, ...]:
    """Return a reference, an item of CSL-JSON, in a style of `STYLES` and in the words of the language `lang`."""
    title = _titled(item, style)
    date = tuple(item["issued"]["date-parts"][0]) if "issued" in item else ()
    fields = tuple(sorted(item.keys() & _SIGNS.keys()))
    text = _format_shape(style, lang, item["type"], fields, item.get("language", lang), len(date), _end_of(title))
    if date:
        text = _put_date(text, date, style, lang)
    values = {**item, "title": title.removesuffix(_end_of(title))}
    for name in fields:
        text = text.replace(_SIGNS[name], _clean(values[name]))
    return _cut(text)


def format_directly(item: Mapping[str, Any], style: str, lang: str) -> tuple[Run, ...]:
    """Return the same as `format_reference`, as the processor makes it of the values themselves."""
    return _cut(_process(item, style, lang))


def _clean(value: str) -> str:
    """Return a value without the signs that stand for something here."""
    return value.translate(dict.fromkeys((*map(ord, _SIGNS.values()), ord(_ITALIC), ord(_UPRIGHT))))


def _titled(item: Mapping[str, Any], style: str) -> str:
    """Return the title with the capitals that the style gives it."""
    title: str = _clean(item["title"])
    return _headline(title) if style in _HEADLINES and item.get("language") == "en" else title


def _end_of(title: str) -> str:
    """Return the signs that a title ends with: a style adds a full stop after some and none after others."""
    return title[len(title.rstrip(_ENDS)) :][-2:]


@lru_cache(maxsize=1 << 10)
def _format_shape(  # noqa: PLR0913, PLR0917 - each is a part of the shape
    style: str, lang: str, kind: str, fields: tuple[str, ...], written: str, precision: int, end: str
) -> str:
    """Return a reference with the signs of its fields in place of their values."""
    item: dict[str, Any] = {"id": "x", "type": kind, "language": written, **{name: _SIGNS[name] for name in fields}}
    item["title"] += end
    if precision:
        item["issued"] = {"date-parts": [[_YEAR, _MONTH, _DAY][:precision]]}
    return _process(item, style, lang)


def _put_date(text: str, date: tuple[int, ...], style: str, lang: str) -> str:
    """Return a formatted text with `date` in place of the one that stands for every date of its precision."""
    parts = dict(zip(map(str, (_YEAR, _MONTH, _DAY)), map(str, date), strict=False))
    if month := parts.pop(str(_MONTH), ""):
        parts[_name_month(style, lang, _MONTH)] = _name_month(style, lang, int(month))
    # All at once: a day could be found in a year that has been put there.
    return re.sub("|".join(map(re.escape, parts)), lambda found: parts[found[0]], text)


@cache
def _name_month(style: str, lang: str, month: int) -> str:
    return str(_load_style(style, lang).root.get_single_term(name=f"month-{month:02}"))


def _cut(text: str) -> tuple[Run, ...]:
    """Return a formatted text in its runs."""
    runs: list[Run] = []
    for piece in text.split(_ITALIC):
        italic, found, upright = piece.partition(_UPRIGHT)
        runs += [Run(italic, italic=True), Run(upright, italic=False)] if found else [Run(piece, italic=False)]
    return tuple(run for run in runs if run.text)


# What a processor asks of a format; of all that can be set apart, references have italics.
_FORMAT = SimpleNamespace(
    preformat=str,
    Italic=lambda text: f"{_ITALIC}{text}{_UPRIGHT}",
    **dict.fromkeys(("Oblique", "Bold", "Light", "Underline", "Superscript", "Subscript", "SmallCaps"), str),
)


def _process(item: Mapping[str, Any], style: str, lang: str) -> str:
    """Return a reference as the processor formats it, italics between their signs."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography  # noqa: PLC0415 - slow to load, seldom wanted
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields that the processor does not know
        source = CiteProcJSON([{**item, "id": "x"}])
    bibliography = CitationStylesBibliography(_load_style(style, lang), source, _FORMAT)
    bibliography.register(Citation([CitationItem("x")]))
    text = _SECOND_STOP.sub(r"\1", "".join(map(str, bibliography.bibliography())).strip())
    # The locale's own setting, which the processor does not know: in America a stop stands within the quotation marks.
    return _OUTSIDE.sub(r"\1”", text) if lang == "en" else text


@cache
def _load_style(style: str, lang: str) -> Any:  # noqa: ANN401 - the package has no types
    """Return a style, without the words that the processor writes although what they introduce is not there."""
    from citeproc import CitationStylesStyle  # noqa: PLC0415

    _mend_processor()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        loaded = CitationStylesStyle(str(_FOLDER / f"{style}.csl"), locale=_LOCALES[lang], validate=False)
    for element in [*loaded.root.iter("{*}label"), *loaded.root.iter("{*}text")]:
        # `Edition` without an edition; `Retrieved from` without the day, which only the reader knows.
        is_label = element.tag.endswith("}label") and element.get("variable")
        if is_label or element.get("term") in {"retrieved", "from"}:
            element.getparent().remove(element)
    return loaded


@cache
def _mend_processor() -> None:
    """Have what stands in for a missing author left out where it would come again, as the language has it.

    citeproc-py does so only where it is a bare field, and not one within a macro. Of two classes of a name it takes the last.
    """
    from citeproc import model  # noqa: PLC0415

    class Substitute(model.Substitute, model.CitationStylesElement):  # type: ignore[misc, name-defined, unused-ignore]
        def render(self, item: Any, context: Any = None, **kwargs: Any) -> Any:  # noqa: ANN401
            text = super().render(item, context=context, **kwargs)
            layout = (context if context is not None else self).get_layout()
            for name in ("title", "container_title"):
                if text and name in item.reference and str(item.reference[name]).casefold() in str(text).casefold():
                    layout.repressed.setdefault(self.tag.replace("substitute", "text"), []).append(name.replace("_", "-"))
            return text


@lru_cache(maxsize=1 << 10)
def _headline(title: str) -> str:
    """Return a title with the capitals that the processor gives an English one."""
    from citeproc.model import TextCased  # noqa: PLC0415
    from citeproc.string import String  # noqa: PLC0415

    class Title(TextCased):  # type: ignore[misc, unused-ignore]
        def get(self, _: str) -> str:
            return "title"

    return str(Title().case(String(title), "en"))
