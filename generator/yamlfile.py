"""Reads the YAML that editors write: vocabularies, labels, corrections. Strict, so that a slip is an error and not a surprise.

Nothing means anything but what it says: `NO` is Norway and not false, `2025-06-10` is text, a key may stand once, and
anchors, aliases, tags and merge keys are refused (an alias can make ten lines into gigabytes). Every value knows its line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from generator.errors import DigestError, Problem
from generator.text import clean_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    Path_ = tuple[str | int, ...]
    _Refuse = Callable[[int | None, str, str, str], DigestError]
    _Value = str | int | bool | list[Any] | dict[str, Any] | None

MAX_BYTES = 2_000_000
MAX_DEPTH = 12
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,8})")


class Document:
    """A YAML file's value, and the line of each value in it."""

    def __init__(self, file: str, value: Any, lines: Mapping[Path_, int]) -> None:  # noqa: ANN401 - YAML is any value
        """Hold the value; `lines` maps a path of keys and positions to a line counted from 1."""
        self.file = file
        self.value = value
        self._lines = lines

    def problem(self, path: Path_, *, found: str, expected: str, remedy: str, fatal: bool = True) -> Problem:
        """Return a problem at the value that `path` leads to, or at the nearest value above it."""
        while path and path not in self._lines:
            path = path[:-1]
        return Problem(self.file, self._lines.get(path), found, expected, remedy, fatal)


def load_yaml(path: Path, *, name: str | None = None) -> Document:
    """Return the one document in the YAML file at `path`; messages call it `name`.

    Raises DigestError where the file cannot be read or holds anything but plain mappings, lists and scalars.
    """
    file = name or str(path)
    try:
        if path.exists() and not path.is_file():
            # A pipe would be waited for.
            raise DigestError(Problem(file, None, "not a regular file", "a text file", "remove it"))
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise DigestError(
            Problem(file, None, f"cannot be read ({error.strerror})", "a readable file", "check the path and its rights")
        ) from error
    return parse_yaml(raw, file=file)


def parse_yaml(raw: bytes, *, file: str) -> Document:
    """Return the document in `raw`; see `load_yaml`."""

    def refuse(line: int | None, found: str, expected: str, remedy: str) -> DigestError:
        return DigestError(Problem(file, line, found, expected, remedy))

    if len(raw) > MAX_BYTES:
        raise refuse(None, f"{len(raw):,} bytes or more", f"at most {MAX_BYTES:,}", "split the file")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise refuse(line, f"byte {error.start} is not UTF-8", "UTF-8 text", "save the file as UTF-8") from error
    lines: dict[Path_, int] = {}
    try:
        return Document(file, _read_document(yaml.parse(text, Loader=yaml.CBaseLoader), lines, refuse), lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise refuse(mark.line + 1 if mark else None, error.problem or "not YAML", "valid YAML", "mend the syntax") from error
    except yaml.YAMLError as error:
        raise refuse(None, str(error).splitlines()[0], "valid YAML", "mend the syntax") from error


def _read_document(events: Iterator[yaml.Event], lines: dict[Path_, int], refuse: _Refuse) -> _Value:
    """Return the value of the one document that `events` tell of, noting the line of everything in it in `lines`.

    Event by event: what could make the document larger or stranger than its text is refused before it costs anything.
    """
    next(events)
    if isinstance(next(events), yaml.StreamEndEvent):
        return None
    value = _build(next(events), (), events, lines, refuse)
    next(events)
    after = next(events)
    if not isinstance(after, yaml.StreamEndEvent):
        raise refuse(_line_of(after), "another document", "one document", "remove it, and the `---` before it")
    return value


def _build(event: yaml.Event, path: Path_, events: Iterator[yaml.Event], lines: dict[Path_, int], refuse: _Refuse) -> _Value:
    """Return the value that begins with `event`; what else belongs to it is taken from `events`."""
    lines[path] = _line_of(event)
    _check_plain(event, len(path), refuse)
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[_Value] = []
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            items.append(_build(item, (*path, len(items)), events, lines, refuse))
        return items
    mapping: dict[str, Any] = {}
    while not isinstance(key_event := next(events), yaml.MappingEndEvent):
        line = _line_of(key_event)
        _check_plain(key_event, len(path), refuse)
        if not isinstance(key_event, yaml.ScalarEvent):
            raise refuse(line, "a key that is a list or mapping", "a word", "use a plain key")
        key, _ = clean_text(key_event.value)
        if key in mapping:
            raise refuse(line, f"the key {key!r} a second time", "each key once", "merge the two")
        mapping[key] = _build(next(events), (*path, key), events, lines, refuse)
    return mapping


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _check_plain(event: yaml.Event, depth: int, refuse: _Refuse) -> None:
    """Refuse an anchor, an alias and a tag, and what is too deep inside others."""
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise refuse(_line_of(event), "an anchor or alias (& or *)", "plain values", "write the value out, or quote the text")
    if tag := getattr(event, "tag", None):
        raise refuse(_line_of(event), f"the tag {tag!r}", "plain values", "remove the tag, or quote the text")
    if depth >= MAX_DEPTH and isinstance(event, yaml.CollectionStartEvent):
        raise refuse(_line_of(event), f"more than {MAX_DEPTH} levels", "a flat file", "remove levels")


def _scalar(event: yaml.ScalarEvent) -> str | int | bool | None:
    """Return a plain true, false, null or integer as such, and all else as text, which is cleaned as that of a report is."""
    text, _ = clean_text(event.value)
    if event.style:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    return int(text) if _INTEGER.fullmatch(text) else text
