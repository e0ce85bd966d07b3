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
    from collections.abc import Mapping
    from pathlib import Path

    Path_ = tuple[str | int, ...]

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
    try:
        _refuse_aliases(text, refuse)
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise refuse(mark.line + 1 if mark else None, error.problem or "not YAML", "valid YAML", "mend the syntax") from error
    except yaml.YAMLError as error:
        raise refuse(None, str(error).splitlines()[0], "valid YAML", "mend the syntax") from error
    lines: dict[Path_, int] = {}
    return Document(file, _build(node, (), lines, refuse), lines)


def _refuse_aliases(text: str, refuse: Any) -> None:  # noqa: ANN401 - a local function
    """Refuse what could make the document larger or stranger than its text; the events cost no memory."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise refuse(line, "an anchor or alias (& or *)", "plain values", "write the value out, or quote the text")
        if tag := getattr(event, "tag", None):
            raise refuse(line, f"the tag {tag!r}", "plain values", "remove the tag, or quote the text")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise refuse(line, f"more than {MAX_DEPTH} levels", "a flat file", "remove levels")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _build(node: yaml.Node | None, path: Path_, lines: dict[Path_, int], refuse: Any) -> Any:  # noqa: ANN401
    """Return the value of `node`, noting its line, and that of everything in it, in `lines`."""
    if node is None:
        return None
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*path, index), lines, refuse) for index, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise refuse(line, "a key that is a list or mapping", "a word", "use a plain key")
            key, _ = clean_text(key_node.value)
            if key in mapping:
                raise refuse(line, f"the key {key!r} a second time", "each key once", "merge the two")
            mapping[key] = _build(value_node, (*path, key), lines, refuse)
        return mapping
    return _scalar(node) if isinstance(node, yaml.ScalarNode) else None


def _scalar(node: yaml.ScalarNode) -> str | int | bool | None:
    """Return a plain true, false, null or integer as such, and all else as text, which is cleaned as that of a report is."""
    text, _ = clean_text(node.value)
    if node.style:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    return int(text) if _INTEGER.fullmatch(text) else text
