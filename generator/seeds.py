"""Reads one captured report from its file into a `Seed`; the only module that opens seeds.

A file is untrusted: only regular files inside the seeds folder are opened, without following links, up to a size, and what
is no text is refused with the place where it goes wrong.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from generator.blocks import split_blocks
from generator.decoding import ENCODINGS, Undecodable, decode, is_utf8, name_dropped
from generator.errors import DigestError, Problem
from generator.models import Block, Evidence, Fact, Seed
from generator.sentences import join_wrapped_lines
from generator.signs import is_address
from generator.text import clean_text, slugify
from generator.urls import mend_url

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 250_000
"""Of one report: some forty pages. What a text costs to read grows with it, and no news report is longer."""
MAX_LINES = 10_000
MAX_LINE = 100_000
"""Characters of one line: a page that was copied without any line break."""
MAX_FILES = 100_000
MAX_TITLE = 1_000
# Letters that Vietnamese has and its neighbours in a news text (English, French, Portuguese, pinyin) have not. In running
# Vietnamese they are one letter in seven; in English full of Vietnamese names fewer than one in fifty.
_VIETNAMESE = frozenset("ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
_VIETNAMESE_SHARE = 0.04
_SHORT = 40
"""A line as short as this is no line of a text that was broken at a fixed width."""
_MARKUP = re.compile(r"\s*<(?:!doctype\b|html\b|head\b|body\b|\?xml\b)", re.IGNORECASE)


def find_seeds(directory: Path, *, root: Path | None = None) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Return the seeds in `directory`, sorted by name, and a problem for each file that is left out.

    Seeds are the regular files `*.txt`; hidden files, corrections (`*.yml`) and a README are passed over, all else is named in
    a warning. Raises DigestError where there is no such folder.
    """
    try:
        with os.scandir(directory) as entries:
            present = sorted(e.name for e in entries if not e.name.startswith("."))
    except OSError as error:
        # No folder is no empty folder: a typing error in the path must not remove every page.
        found = f"the seeds folder cannot be read ({error.strerror})"
        raise DigestError(
            Problem(show_path(directory, root), None, found, "a folder of text files", "check the path")
        ) from error
    names = [name for name in present if name.endswith(".txt")]
    problems = [
        Problem(show_path(directory / name, root), None, "is no report", "NAME.txt", "rename or remove it", fatal=False)
        for name in present
        if not name.endswith((".txt", ".yml", ".yaml")) and not name.casefold().startswith("readme")
    ]
    if len(names) > MAX_FILES:
        problems.append(
            Problem(show_path(directory, root), None, f"{len(names):,} seeds", f"at most {MAX_FILES:,}", "split the folder")
        )
    paths: dict[str, Path] = {}
    for name in names[:MAX_FILES]:
        path = directory / name
        problem = _refuse_name(path, paths, root) or _refuse_status(path, path.lstat(), root)
        if problem:
            problems.append(problem)
        else:
            paths[slugify(path.stem)] = path
    return tuple(paths.values()), tuple(problems)


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A report's file as it is, and all else that its `Seed` depends on: enough to read it where the file is not."""

    name: str
    file: str
    """Path as messages name it."""
    encoding: str | None
    """What an editor says that it is in, one of ENCODINGS."""
    raw: bytes


def read_seed(path: Path, *, encoding: str | None = None, root: Path | None = None) -> Seed:
    """Return the report in the file at `path`: `load_seed`, then `parse_seed`. Raises DigestError."""
    return parse_seed(load_seed(path, encoding=encoding, root=root))


def load_seed(path: Path, *, encoding: str | None = None, root: Path | None = None) -> SeedFile:
    """Return the file at `path`; messages name it relative to `root` (where the command runs) when below it.

    Raises DigestError where it is no regular file, or larger than a seed may be.
    """
    return SeedFile(path.name, show_path(path, root), encoding, read_file(path, root=root))


def parse_seed(source: SeedFile) -> Seed:
    """Return the report in a file, which is UTF-8, or UTF-16 that says so, or in the encoding that an editor names.

    Raises DigestError where it is no readable text with a title. What is merely odd is in `Seed.problems`.
    """
    file, raw, encoding = source.file, source.raw, source.encoding
    text, dropped = clean_text(_decode(raw, file, encoding))
    if not text.strip():
        raise DigestError(
            Problem(file, None, "the file is empty", "a title line, then the text", "add the text or delete the file")
        )
    _check_size(text, file)
    if _MARKUP.match(text):
        found, remedy = "a web page's source", "copy the text as the browser shows it"
        raise DigestError(Problem(file, 1, found, "the text of a report", remedy))
    lang = detect_language(text)
    text = join_wrapped_lines(text, first=_count_head(text))
    blocks = split_blocks(text, lang=lang)
    _check_title(blocks, text, file)
    url, problems = _read_url(blocks[0], text, file)
    digest = hashlib.sha256(text.encode()).hexdigest()
    notes = (*_note_text(raw, dropped, encoding, file), *problems)
    return Seed(source.name, slugify(Path(source.name).stem), file, text, digest, lang, blocks, url, len(dropped), notes)


def detect_language(text: str) -> Literal["vi", "en"]:
    """Return the language of `text`, from the share of letters that only Vietnamese has."""
    counts = Counter(text)
    letters = sum(count for char, count in counts.items() if char.isalpha())
    own = sum(count for char, count in counts.items() if char.lower() in _VIETNAMESE)
    return "vi" if letters and own / letters > _VIETNAMESE_SHARE else "en"


def read_file(path: Path, *, root: Path | None = None) -> bytes:
    """Return the bytes of a regular file; opening it neither follows a link nor waits for a pipe's other end.

    Raises DigestError where it is no such file, or larger than a seed may be.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if problem := _refuse_status(path, path.lstat(), root):
            raise DigestError(problem)
        with open(os.open(path, flags), "rb") as stream:  # noqa: PTH123 - Path.open takes no descriptor
            if problem := _refuse_status(path, os.fstat(stream.fileno()), root):
                raise DigestError(problem)
            return stream.read(MAX_BYTES)
    except OSError as error:
        found = f"cannot be read ({error.strerror})"
        raise DigestError(
            Problem(show_path(path, root), None, found, "a readable file", "check the file and its rights")
        ) from error


def show_path(path: Path, root: Path | None = None) -> str:
    """Return the path as messages give it: relative to `root` (where the command runs) when below it, printable in any case."""
    try:
        shown = path.absolute().relative_to((root or Path.cwd()).absolute())
    except ValueError:
        shown = path
    name = os.fsencode(shown.as_posix()).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)


def _refuse_name(path: Path, paths: dict[str, Path], root: Path | None) -> Problem | None:
    """Return what is wrong with a seed's name by itself, or beside those taken before it."""
    name, dropped = clean_text(path.name)
    if dropped or "\n" in name:
        found, expected = "a name with characters that cannot be seen", "letters, digits and signs"
        return Problem(show_path(path, root), None, found, expected, "rename the file")
    first = paths.get(slugify(path.stem))
    if first is None:
        return None
    found = f"its page would be {slugify(path.stem)!r}, as that of {show_path(first, root)}"
    return Problem(show_path(path, root), None, found, "names that differ in letters and digits", "rename one of the two files")


def _refuse_status(path: Path, status: os.stat_result, root: Path | None) -> Problem | None:
    """Return why a file is not read: a link, a device, a pipe, a folder, too large."""
    file = show_path(path, root)
    if stat.S_ISLNK(status.st_mode):
        return Problem(file, None, "a symbolic link", "a regular file", "copy the text itself into the seeds folder")
    if not stat.S_ISREG(status.st_mode):
        return Problem(file, None, "not a regular file", "a text file", "remove it from the seeds folder")
    if status.st_size > MAX_BYTES:
        found, expected = f"{status.st_size:,} bytes", f"at most {MAX_BYTES:,}"
        return Problem(file, None, found, expected, "keep one report in one file, or remove what is not its text")
    return None


def _decode(raw: bytes, file: str, encoding: str | None) -> str:
    """Return the text of `raw`; raise DigestError at the first byte that is none."""
    try:
        return decode(raw, encoding=encoding)
    except Undecodable as error:
        found = error.found + (f"; the file looks like {error.likely}" if error.likely else "")
        remedy = "save the file as UTF-8"
        if error.likely in ENCODINGS:
            remedy += f", or write `encoding: {error.likely}` in {Path(file).with_suffix('.yml').name}"
        line = raw.count(b"\n", 0, error.offset) + 1
        raise DigestError(Problem(file, line, found, "UTF-8 text", remedy)) from error


def _note_text(raw: bytes, dropped: str, encoding: str | None, file: str) -> Iterator[Problem]:
    """Yield what an editor should know of how the text was read."""
    if dropped:
        count = f"{len(dropped):,} unseen character{'s' if len(dropped) > 1 else ''}, dropped: {name_dropped(dropped)}"
        yield Problem(file, None, count, "text that is seen", "compare the page with the source", fatal=False)
    if encoding and is_utf8(raw):
        found = f"UTF-8, though its corrections say {encoding}"
        yield Problem(file, None, found, "one of the two", "remove the line `encoding:` there", fatal=False)


def _check_size(text: str, file: str) -> None:
    """Raise DigestError where a text has more lines, or a longer one, than a report can have."""
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        found, expected = f"{len(lines):,} lines", f"at most {MAX_LINES:,}"
        raise DigestError(Problem(file, None, found, expected, "keep one report in one file, or remove what is not its text"))
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE:
            found, expected = f"a line of {len(line):,} characters", f"at most {MAX_LINE:,}"
            raise DigestError(Problem(file, number, found, expected, "break the line where a paragraph ends"))


def _count_head(text: str) -> int:
    """Return the number of the line after the title, from 0; of that line itself where a paragraph begins with it."""
    wanted = 1
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.strip():
            if wanted == 1 and is_address(line.strip()):
                wanted = 2
                continue
            # A title may go on in one line more.
            goes_on = [following.lstrip()[:1].islower() for following in lines[number + 1 : number + 3]]
            return number if len(line) > _SHORT and goes_on == [True, True] else number + 1
    return 0


def _check_title(blocks: tuple[Block, ...], text: str, file: str) -> None:
    """Raise DigestError where no line, or no line that could be one, is the title."""
    title = next((block for block in blocks if block.kind == "title"), None)
    expected = "a title on the first line, or on the second below the address"
    if title is None:
        raise DigestError(Problem(file, 1, "an address but no title", expected, "add the title and the text"))
    length = title.end - title.start
    if length > MAX_TITLE:
        line = text.count("\n", 0, title.start) + 1
        remedy = "put the title on a line of its own"
        raise DigestError(Problem(file, line, f"a first sentence of {length:,} characters", expected, remedy))


def _read_url(block: Block, text: str, file: str) -> tuple[Fact[str] | None, tuple[Problem, ...]]:
    """Return the source's address, if the first block is one, and a warning where it looks like one but is none."""
    words = text[block.start : block.end]
    if not is_address(words):
        return None, ()
    try:
        return Fact(mend_url(words), (Evidence(block.start, block.end),), "seeds.url"), ()
    except ValueError as error:
        line = text.count("\n", 0, block.start) + 1
        found = f"the first line looks like an address, but {error}"
        return None, (
            Problem(file, line, found, "an http or https address", "mend the address or remove the line", fatal=False),
        )
