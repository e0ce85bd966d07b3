"""Reads one controlled list: a YAML file's entries into frozen values, or what is wrong with each, with file, line and remedy.

What fields an entry has is said by its class (`vocabulary`); here is how any of them is read and checked.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NewType, TypeVar, get_args, get_origin, get_type_hints

from generator.text import fold_word

if TYPE_CHECKING:
    from generator.errors import Problem
    from generator.yamlfile import Document

LANGUAGES = ("vi", "en")
# What no term may hold: a text that has it there ends the term, so nothing would ever be found.
_ENDS_TERM = re.compile(r"[;:()\[\]!?…]|,$")


Wikidata = NewType("Wikidata", str)
"""An item's id in Wikidata, given only where it is certain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of any list."""

    ID: ClassVar[re.Pattern[str]] = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

    id: str
    """Stands in addresses and in the record; never changes once published."""
    label: Mapping[str, str]
    """What the pages call it, by language; Vietnamese and English both."""
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """How texts call it, by language. Acronyms and terms of one or two words need their capitals.

    `#` is any number, and `*` a few words of any kind, or none.
    """
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Longer wordings that hold a term but mean something else, e.g. `Ấn Độ Dương` with the term `Ấn Độ`."""
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Other names of the very thing, by language, under which a search finds it as well; terms may say more, or less."""
    about: Mapping[str, str] = field(default_factory=dict)
    """What it is, in a sentence or two, by language; Vietnamese and English both, or not given."""


E = TypeVar("E", bound=Entry)


def read_entries(document: Document, kind: type[E]) -> tuple[dict[str, E], tuple[Problem, ...]]:
    """Return the good entries of a list by id, in order, and what is wrong with the others."""
    entries: dict[str, E] = {}
    if not isinstance(document.value, list):
        return entries, (
            document.problem((), found="not a list", expected="a list of entries", remedy="start each with `- id:`"),
        )
    problems: list[Problem] = []
    owners: dict[str, str] = {}
    known = _fields_of(kind)  # once for the list, since types are slow to look up
    for index, raw in enumerate(document.value):
        found = list(_shape_problems(document, index, raw, known))
        if not found:
            entry = _make_entry(kind, raw)
            found = [*_id_problems(document, index, entry, entries), *_term_problems(document, index, entry, owners)]
            entries.setdefault(entry.id, entry)
        problems.extend(found)
    return entries, tuple(problems)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the known word most like `word`, or where to look."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {close[0]!r}?" if close else "use one of those in the list"


def _shape_problems(document: Document, index: int, raw: Any, known: Mapping[str, _Field]) -> Iterator[Problem]:  # noqa: ANN401
    """Yield what keeps one raw entry from being read at all: no mapping, unknown or missing keys, values of another shape."""
    if not isinstance(raw, dict):
        yield document.problem(
            (index,), found=f"{raw!r}", expected="an entry", remedy="write `- id: …` with its other keys below"
        )
        return
    name = f"entry {raw.get('id', index + 1)!r}"
    for key, value in raw.items():
        if key not in known:
            yield document.problem(
                (index, key), found=f"{name} has the unknown key {key!r}", expected=", ".join(known), remedy=nearest(key, known)
            )
            continue
        if not known[key].fits(value):
            found, shape = f"{name} has {key!r}: {value!r}", known[key].shape
            yield document.problem((index, key), found=found, expected=shape, remedy="write it in that form")
    for key, own in known.items():
        if key not in raw and own.is_needed:
            yield document.problem((index,), found=f"{name} has no {key!r}", expected=f"`{key}: …`", remedy=f"add {key!r}")


@dataclass(frozen=True, slots=True)
class _Field:
    """What a field of an entry may hold."""

    fits: Callable[[object], bool]
    shape: str
    """What fits, in words."""
    is_needed: bool


def _fields_of(kind: type[Entry]) -> Mapping[str, _Field]:
    """Return the fields of a kind of entry by name."""
    hints = get_type_hints(kind)
    needed = {f.name: f.default is MISSING and f.default_factory is MISSING for f in fields(kind)}
    return {name: _Field(*_shape(hints[name]), is_needed) for name, is_needed in needed.items()}


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(value) and value == value.strip()


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_word, value))


def _is_by_language(value: object) -> bool:
    return isinstance(value, dict) and set(value) <= set(LANGUAGES) and all(map(_is_list, value.values()))


def _is_label(value: object) -> bool:
    return isinstance(value, dict) and set(value) == set(LANGUAGES) and all(map(_is_word, value.values()))


def _shape(hint: Any) -> tuple[Callable[[object], bool], str]:  # noqa: ANN401 - any type
    """Return, for a field's type, whether a raw value fits it and how to say what would."""
    if type(None) in get_args(hint):
        hint = next(inner for inner in get_args(hint) if inner is not type(None))
    if get_origin(hint) is Literal:
        return lambda value: value in get_args(hint), " or ".join(get_args(hint))
    return _SHAPES[hint]


_SHAPES: dict[Any, tuple[Callable[[object], bool], str]] = {
    str: (_is_word, "a word or words"),
    Wikidata: (lambda value: isinstance(value, str) and re.fullmatch(r"Q[1-9]\d*", value) is not None, "an id such as `Q7768`"),
    bool: (lambda value: isinstance(value, bool), "true or false"),
    tuple[str, ...]: (_is_list, "a list of words, `[a, b]`"),
    Mapping[str, str]: (_is_label, "`{vi: …, en: …}`"),
    Mapping[str, tuple[str, ...]]: (_is_by_language, "`vi: [a, b]`, `en: [a, b]` or both"),
}


def _make_entry(kind: type[E], raw: Mapping[str, Any]) -> E:
    """Return the entry that a raw mapping of the right shape describes."""

    def freeze(value: Any) -> Any:  # noqa: ANN401 - any YAML
        if isinstance(value, dict):
            return {key: freeze(inner) for key, inner in value.items()}
        return tuple(value) if isinstance(value, list) else value

    return kind(**{key: freeze(value) for key, value in raw.items()})


def _id_problems(document: Document, index: int, entry: Entry, known: Mapping[str, Entry]) -> Iterator[Problem]:
    """Yield a problem for an id of another form than its list's, or one that stands there already."""
    path = (index, "id")
    if not entry.ID.fullmatch(entry.id):
        yield document.problem(
            path, found=f"the id {entry.id!r}", expected=f"the form {entry.ID.pattern}", remedy="rename the entry"
        )
    if entry.id in known:
        yield document.problem(
            path,
            found=f"the id {entry.id!r} a second time",
            expected="each id once",
            remedy="merge the two entries or rename one",
        )


def _term_problems(document: Document, index: int, entry: Entry, owners: dict[str, str]) -> Iterator[Problem]:
    """Yield a problem for each term that no text could hold, and each that stands in the list already."""
    for key in ("terms", "unless"):
        for language, terms in getattr(entry, key).items():
            for position, term in enumerate(terms):
                path = (index, key, language, position)
                form = " ".join(fold_word(word) for word in re.findall(r"\w+|[+#*]", term))
                end = _ENDS_TERM.search(term)
                if end or not form:
                    found = f"the term {term!r} with {end[0]!r}" if end else f"the term {term!r} without a word"
                    yield document.problem(path, found=found, expected="words", remedy="name it without, or as two terms")
                elif owners.setdefault(form, entry.id) != entry.id or term in terms[:position]:
                    yield document.problem(
                        path,
                        found=f"the term {term!r}, which {owners[form]!r} has already",
                        expected="each term once in a list",
                        remedy="keep it where it belongs",
                    )
