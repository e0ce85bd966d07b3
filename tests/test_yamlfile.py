"""Reading YAML strictly: nothing means anything but what it says, and every value knows its line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import yamlfile
from generator.errors import DigestError
from generator.yamlfile import load_yaml, parse_yaml
from tests.data import load_cases

if TYPE_CHECKING:
    from pathlib import Path

CASES = load_cases("yamlfile")
PIECES = [
    "a",
    "b: ",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "\n",
    "  ",
    "&x ",
    "*x",
    "!!str ",
    "'",
    '"',
    "|",
    "<<: ",
    "? ",
    "---\n",
    "#",
    "null",
    "1",
    "é",
]


def raw(case: dict[str, Any]) -> bytes:
    """Return the bytes of a case's file."""
    return bytes.fromhex(case["hex"]) if "hex" in case else case["file"].encode()


@pytest.mark.parametrize("case", CASES["good"], ids=lambda case: case["intent"])
def test_value_is_what_it_says(case: dict[str, Any]) -> None:
    """Plain YAML reads as someone who knows no YAML would read it."""
    assert case["value"] == parse_yaml(raw(case), file="f.yml").value


@pytest.mark.parametrize("case", CASES["bad"], ids=lambda case: case["intent"])
def test_file_is_refused(case: dict[str, Any]) -> None:
    """What could surprise is an error with its line."""
    with pytest.raises(DigestError) as caught:
        parse_yaml(raw(case), file="f.yml")

    assert case["says"] in str(caught.value)


@pytest.mark.parametrize(
    ("path", "line"),
    [((), 1), (("a",), 1), (("b", 1), 4), (("b", 1, "c"), 4), (("b", 1, "d"), 5), (("b", 9, "x"), 3), (("nowhere",), 1)],
    ids=str,
)
def test_values_know_their_lines(path: tuple[str | int, ...], line: int) -> None:
    """A problem is placed at the value it is about, or at the nearest one above."""
    document = parse_yaml(b"a: 1\nb:\n- x\n- c: 1\n  d: 2\n", file="f.yml")

    assert line == document.problem(path, found="", expected="", remedy="").line


def test_files_are_named(tmp_path: Path) -> None:
    """A message calls the file as it was asked to, or by its path."""
    path = tmp_path / "f.yml"
    path.write_text("a: b\n", encoding="utf-8")

    assert (str(path), "other") == (load_yaml(path).file, load_yaml(path, name="other").file)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file is a problem like any other."""
    with pytest.raises(DigestError, match=r"f\.yml: error: cannot be read \(No such file or directory\)"):
        load_yaml(tmp_path / "f.yml")


def test_a_large_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file has an end."""
    monkeypatch.setattr(yamlfile, "MAX_BYTES", 10)

    with pytest.raises(DigestError, match="11 bytes or more; expected at most 10"):
        parse_yaml(b"a: 45678901", file="f.yml")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """What is no regular file is refused before it is opened."""
    os.mkfifo(tmp_path / "f.yml")

    with pytest.raises(DigestError, match="not a regular file"):
        load_yaml(tmp_path / "f.yml")


@given(st.one_of(st.binary(max_size=60), st.lists(st.sampled_from(PIECES), max_size=20).map("".join).map(str.encode)))
def test_any_bytes_are_a_document_or_a_problem(raw_bytes: bytes) -> None:
    """No file can do more than be refused, and what is read is plain."""
    files = []
    try:
        document = parse_yaml(raw_bytes, file="f.yml")
    except DigestError as error:
        files = [problem.file for problem in error.problems]
    else:
        assert is_plain(document.value)

    assert files in ([], ["f.yml"])


def is_plain(value: object) -> bool:
    """Tell whether a value is of mappings, lists, words, whole numbers, truths and nothing else."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and is_plain(item) for key, item in value.items())
    if isinstance(value, list):
        return all(map(is_plain, value))
    return value is None or isinstance(value, str | int)
