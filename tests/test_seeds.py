"""Reading captured reports: what is a seed, what is in it, and what is refused."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import seeds
from generator.errors import DigestError
from generator.models import Evidence
from generator.seeds import find_seeds, read_seed
from generator.text import clean_text
from tests.data import load_cases

CASES = load_cases("seeds")
SEEDS = Path(__file__).parents[1] / "seeds"
GOOD = "Hai nước họp\nHai bên gặp nhau.\n"
# Each block's first letter and how many sentences it has.
BLOCKS = {
    "000_34b1fed74cd86ae1.txt": "u1 t1 p1 p1 p1 p2 c2 p1 p1 p2 p2 p1 p1 p2 p1 p1 p1 p1 p1 p1 p1 p1 p1",
    "001_813e6aa7be56b107.txt": "t1 p2 c2 h1 p3 p3 p4 p1 p2 h1 p5 c2 p1 p1 p2",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder named `seeds`."""
    path = tmp_path / "seeds"
    path.mkdir()
    return path


def write_file(folder: Path, case: dict[str, Any]) -> Path:
    """Write the file that a case describes, and return its path."""
    path = folder / "report.txt"
    text = case.get("file", "").replace("{long}", "a" * 20_000).replace("{lines}", "a\n" * 20_000)
    content = bytes.fromhex(case["hex"]) if "hex" in case else text.encode()
    path.write_bytes(case["latin"].encode("latin-1") if "latin" in case else content)
    return path


@pytest.mark.parametrize("case", CASES["read"], ids=lambda case: case["intent"])
def test_seed_is_read(folder: Path, case: dict[str, Any]) -> None:
    """A capture's address, title, language and text are read as they are meant."""
    seed = read_seed(write_file(folder, case), root=folder.parent)

    assert case["title"] == seed.title
    assert case["lang"] == seed.lang
    assert case.get("url") == (seed.url.value if seed.url else None)
    assert case.get("text", seed.text) == seed.text
    assert case.get("dropped", 0) == seed.dropped
    assert case.get("warns", "") in "\n".join(map(str, seed.problems))
    assert ("warns" in case) == bool(seed.problems)
    assert not any(problem.fatal for problem in seed.problems)


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["intent"])
def test_seed_is_refused(folder: Path, case: dict[str, Any]) -> None:
    """What cannot be a report is refused with file, line, what was found and what to do."""
    with pytest.raises(DigestError) as caught:
        read_seed(write_file(folder, case), root=folder.parent)

    assert case["says"] in str(caught.value)


def test_seed_knows_its_file(folder: Path) -> None:
    """A seed carries its file's name, the name of its page, and the hash of its text."""
    path = folder / "Hội nghị 26.txt"
    path.write_text(GOOD, encoding="utf-8")
    seed = read_seed(path, root=folder.parent)

    assert ("Hội nghị 26.txt", "hoi-nghi-26", "seeds/Hội nghị 26.txt") == (seed.name, seed.slug, seed.path)
    assert hashlib.sha256(GOOD.encode()).hexdigest() == seed.hash


@pytest.mark.parametrize("name", BLOCKS)
def test_seed_of_the_project(name: str) -> None:
    """The project's first reports fall into the blocks a reader sees in them, of whose words none is lost."""
    seed = read_seed(SEEDS / name)
    words = [seed.text[block.start : block.end] for block in seed.blocks]

    assert BLOCKS[name] == " ".join(f"{b.kind[0]}{len(b.sentences)}" for b in seed.blocks)
    assert "".join(seed.text.split()) == "".join("".join(words).split())
    assert () == seed.problems


def test_evidence_of_the_address_is_its_line(folder: Path) -> None:
    """The address as mended is traced to the line as captured."""
    line = "https://example.vn//hop.html"
    path = write_file(folder, {"file": f"\n  {line}  \n{GOOD}"})
    seed = read_seed(path)

    assert seed.url is not None
    assert ("seeds.url", (Evidence(3, 3 + len(line)),)) == (seed.url.rule, seed.url.evidence)
    assert line == seed.words(seed.url.evidence[0])


@given(raw=st.one_of(st.binary(max_size=80), st.text(st.characters(codec="utf-8"), max_size=80).map(str.encode)))
def test_any_bytes_are_a_seed_or_a_problem(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    """No file can do more than be refused with a problem that names it."""
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(raw)
    files = []
    try:
        seed = read_seed(path, root=path.parent)
    except DigestError as error:
        files = [problem.file for problem in error.problems]
    else:
        assert seed.title == seed.title.strip() != ""
        assert seed.text == clean_text(seed.text)[0]

    assert files in ([], ["any.txt"])


def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    """A symbolic link is refused wherever it leads, when found and when read."""
    target = tmp_path / "secret.txt"
    target.write_text(GOOD, encoding="utf-8")
    link = folder / "link.txt"
    link.symlink_to(target)
    paths, problems = find_seeds(folder, root=tmp_path)

    assert ((), ["seeds/link.txt: error: a symbolic link"]) == (paths, [str(p).split(";")[0] for p in problems])
    with pytest.raises(DigestError, match="a symbolic link"):
        read_seed(link)


def test_link_that_appears_after_the_look_is_not_followed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file that is opened is the file that was looked at: a link put there in between is not opened."""
    real = folder / "real.txt"
    real.write_text(GOOD, encoding="utf-8")
    link = folder / "link.txt"
    link.symlink_to(real)
    monkeypatch.setattr(Path, "lstat", Path.stat)

    with pytest.raises(DigestError, match="cannot be read"):
        read_seed(link)


def test_pipes_do_not_hang(folder: Path) -> None:
    """A named pipe, whose other end nobody opens, is refused at once."""
    pipe = folder / "pipe.txt"
    os.mkfifo(pipe)
    paths, problems = find_seeds(folder)

    assert ((), 1) == (paths, len(problems))
    with pytest.raises(DigestError, match="not a regular file"):
        read_seed(pipe)


def test_pipe_that_appears_after_the_look_does_not_hang(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe put there in between is opened without waiting, and refused."""
    pipe = folder / "pipe.txt"
    os.mkfifo(pipe)
    (folder / "a.txt").write_text(GOOD, encoding="utf-8")
    regular = (folder / "a.txt").lstat()
    monkeypatch.setattr(Path, "lstat", lambda _path: regular)

    with pytest.raises(DigestError, match="not a regular file"):
        read_seed(pipe)


def test_folders_and_large_files_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a seed's name and a file over the cap each have a problem of their own; the others are found."""
    monkeypatch.setattr(seeds, "MAX_BYTES", 100)
    (folder / "a.txt").write_text("a" * 100, encoding="utf-8")
    (folder / "b.txt").write_text("b" * 101, encoding="utf-8")
    (folder / "c.txt").mkdir()
    paths, problems = find_seeds(folder, root=folder.parent)

    assert [folder / "a.txt"] == list(paths)
    assert [("seeds/b.txt", "101 bytes"), ("seeds/c.txt", "not a regular file")] == [(p.file, p.found) for p in problems]
    with pytest.raises(DigestError, match="101 bytes; expected at most 100"):
        read_seed(folder / "b.txt")


def test_only_text_files_are_seeds(folder: Path) -> None:
    """Seeds come sorted by name; hidden files and corrections are passed over, all else is named, so that none is missed."""
    for name in ("b.txt", "a.txt", "a.yml", "notes.md", ".swap.txt", "C.txt"):
        (folder / name).write_text(GOOD, encoding="utf-8")
    (folder / "below").mkdir()
    (folder / "below" / "d.txt").write_text(GOOD, encoding="utf-8")

    (folder / "README.md").write_text("Reports go here.", encoding="utf-8")
    paths, problems = find_seeds(folder, root=folder.parent)

    assert (folder / "C.txt", folder / "a.txt", folder / "b.txt") == paths
    assert [
        "seeds/below: warning: is no report; expected NAME.txt; rename or remove it",
        "seeds/notes.md: warning: is no report; expected NAME.txt; rename or remove it",
    ] == list(map(str, problems))


def test_two_seeds_with_one_slug(folder: Path) -> None:
    """Of two files whose pages would have one name the first is kept, and the problem names both."""
    for name in ("Họp 1.txt", "hop-1.txt", "hop_1.txt", "con.txt", "x-con.txt"):
        (folder / name).write_text(GOOD, encoding="utf-8")
    paths, problems = find_seeds(folder, root=folder.parent)

    assert ["Họp 1.txt", "con.txt"] == sorted(path.name for path in paths)
    assert [
        ("seeds/hop-1.txt", "its page would be 'hop-1', as that of seeds/Họp 1.txt"),
        ("seeds/hop_1.txt", "its page would be 'hop-1', as that of seeds/Họp 1.txt"),
        ("seeds/x-con.txt", "its page would be 'x-con', as that of seeds/con.txt"),
    ] == [(p.file, p.found) for p in problems]


def test_too_many_seeds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the cap the first ones are read and the rest are refused in one problem."""
    monkeypatch.setattr(seeds, "MAX_FILES", 2)
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(GOOD, encoding="utf-8")
    paths, problems = find_seeds(folder, root=folder.parent)

    assert ["a.txt", "b.txt"] == [path.name for path in paths]
    assert ["seeds: error: 3 seeds; expected at most 2; split the folder"] == list(map(str, problems))


def test_no_folder(tmp_path: Path) -> None:
    """A seeds folder that is not there is not an empty one."""
    with pytest.raises(DigestError, match="seeds: error: the seeds folder cannot be read"):
        find_seeds(tmp_path / "seeds", root=tmp_path)


def test_names_that_are_no_text_can_be_shown(folder: Path) -> None:
    """A file name of any bytes is named in its problem in printable characters."""
    name = os.fsdecode(b"h\xf4p\x1b[31m.txt")
    (folder / name).mkdir()

    assert ["seeds/h\\xf4p\\x1b[31m.txt"] == [problem.file for problem in find_seeds(folder, root=folder.parent)[1]]
