"""The search index: what of a site is in it, what it keeps of each page, and what becomes of a failure."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from generator import indexer, segments
from generator.exports.search import Passage, SearchRecord, Version
from generator.indexer import FOLDER, make_segments, write_index
from generator.segments import Segments
from tests.test_writer import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from generator.errors import Problem

RECORDS = (
    SearchRecord(
        "topics/south-china-sea", "topic", "Biển Đông", "vi",
        names=("South China Sea",), facets={"topic": ("south-china-sea",)},
    ),
    SearchRecord(
        "briefs/a", "brief", "Hai bên gặp nhau", "vi", date="2024-05-06", note="VOV",
        passages=(Passage("Hai bên bàn về Biển Đông.", "s1", (("Việt Nam", "affirm"),)), Passage('<b> & "mật"', "s2")),
        facets={"topic": ("south-china-sea",), "year": ("2024",)},
    ),
    SearchRecord("briefs/index", "list", "Bản tóm lược", "vi"),
    SearchRecord("briefs/gone", "brief", "Không có trang", "vi"),
)  # fmt: skip
NAMES = (("Biển Đông", "South China Sea"),)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a rendered site with the pages of the records, but for one."""
    for page in ("topics/south-china-sea", "briefs/a", "briefs"):
        (tmp_path / page).mkdir(parents=True, exist_ok=True)
        (tmp_path / page / "index.html").touch()
    return tmp_path


def write(records: Iterable[SearchRecord], site: Path, **more: Any) -> tuple[Problem, ...]:  # noqa: ANN401 - as below
    """Index the records; beside them goes nothing else, if it is not given."""
    return write_index(records, site, **{"segments": Segments(NAMES), "more": {}, **more})


def read_pages(site: Path) -> dict[str, Any]:
    """Return what the index says of itself."""
    about: dict[str, Any] = json.loads((site / FOLDER / "pages.json").read_bytes())
    return about


def read(site: Path, name: str) -> Any:  # noqa: ANN401 - whatever the file holds
    """Return what one of the index's own files says; those of this version are read from its folder."""
    return json.loads((site / FOLDER / read_pages(site)["version"] / f"{name}.json").read_bytes())


def read_records(site: Path) -> list[dict[str, Any]]:
    """Return what is shown of each page, in the order of the pages' numbers."""
    paths = [f"{name}/records/{n}.json" for name, count in read_pages(site)["segments"] for n in range(count)]
    return [json.loads((site / FOLDER / path).read_bytes()) for path in paths]


def read_results(site: Path) -> dict[str, dict[str, Any]]:
    """Return the same by the page's address."""
    return {result["url"]: result for result in read_records(site)}


def test_the_index_keeps_what_a_result_shows(site: Path) -> None:
    """Text as it stands on the page, with its places and positions; markup in it is text."""
    assert () == write(RECORDS, site)

    result = read_results(site)["briefs/a/"]
    assert [["s1", "Hai bên bàn về Biển Đông.", [["Việt Nam", "affirm"]]], ["s2", '<b> & "mật"']] == result["passages"]
    assert ("brief", "Hai bên gặp nhau", "2024-05-06", "VOV") == tuple(
        result[name] for name in ("kind", "title", "date", "note")
    )


def test_only_pages_of_the_site_are_in_the_index(site: Path) -> None:
    """A result never leads to a page that is not there; lists are found under the address of their folder."""
    write(RECORDS, site)

    assert {"topics/south-china-sea/", "briefs/a/", "briefs/"} == set(read_results(site))


def test_pages_are_found_however_a_renderer_names_them(tmp_path: Path) -> None:
    """As folders, or as files."""
    (tmp_path / "briefs").mkdir()
    for page in ("briefs/a.html", "briefs/index.html"):
        (tmp_path / page).touch()

    write(RECORDS, tmp_path)

    assert {"briefs/a.html", "briefs/"} == set(read_results(tmp_path))


def test_what_goes_beside_the_index_is_json(site: Path) -> None:
    """In Vietnamese as it is, and nothing of Pagefind's own looks comes along."""
    write(RECORDS, site, more={"people": [["Biển Đông"]]})

    files = {path.rpartition("/")[2]: content for path, content in tree(site / FOLDER).items()}
    assert '[["Biển Đông"]]' == files["people.json"].decode()
    assert {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.unknown.pagefind"} <= set(files)
    assert not [path for path in files if path.endswith((".css", "-ui.js"))]


def test_pages_are_numbered_by_date(tmp_path: Path) -> None:
    """The newest first, the more precisely dated before the less, and what has no date last, in the order it came."""
    dates = {"a": "", "b": "2019", "c": "2024-05-06", "d": "2019-03-01", "e": ""}
    for name in dates:
        (tmp_path / f"{name}.html").touch()

    write([SearchRecord(name, "brief", name, "vi", date=date) for name, date in dates.items()], tmp_path, segments=Segments(()))

    assert ["c.html", "d.html", "b.html", "a.html", "e.html"] == list(read_results(tmp_path))
    about = read_pages(tmp_path)
    assert (5, 3) == (about["pages"], about["dated"])


def test_a_facet_is_the_numbers_of_its_pages(site: Path) -> None:
    """For each value: the first number, and then the steps from each to the next."""
    write(RECORDS, site)

    assert ["briefs/a/", "topics/south-china-sea/", "briefs/"] == list(read_results(site))
    assert {"south-china-sea": [0, 1]} == read(site, "facets/topic")
    assert {"brief": [0], "list": [2], "topic": [1]} == read(site, "facets/kind")
    assert {"vi": [0, 1, 1]} == read(site, "facets/lang")
    assert {} == read(site, "facets/outlet"), "a list that nothing is in is there as well"


def test_the_same_records_make_the_same_index(tmp_path: Path) -> None:
    """Byte for byte, in the place of what was there; and all of it is under another name when anything has changed."""
    records = [
        SearchRecord(
            f"p{n}", "brief", f"Trang {n}", "vi", facets={"topic": (f"t{n % 7}",)}, passages=(Passage(f"từ {n * n} chữ"),)
        )
        for n in range(400)
    ]
    for record in records:
        (tmp_path / f"{record.path}.html").touch()
    write(records, tmp_path)
    before = tree(tmp_path / FOLDER)
    (tmp_path / FOLDER / "old.txt").touch()

    write(records, tmp_path)
    assert before == tree(tmp_path / FOLDER)

    write([replace(records[0], note="khác"), *records[1:]], tmp_path)
    folders = [{path.partition("/")[0] for path in files if "/" in path} for files in (before, tree(tmp_path / FOLDER))]
    assert [2, 2, 0] == [*map(len, folders), len(folders[0] & folders[1])], "one segment, and what goes beside it"


@pytest.fixture(name="many")
def fixture_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[SearchRecord, ...]:
    """Return the records of forty pages with a day each and twenty without, of which a segment has ten to twenty."""
    for name, size in {"LEAST": 10, "MOST": 20, "_CUT": 4}.items():
        monkeypatch.setattr(indexer, name, size)
    texts = [*("Biển Đông" if n == 7 else f"trang {n} nói về {'biển' if n % 2 else 'đất'}" for n in range(60))]
    dates = [f"20{n + 10}-01-01" if n < 40 else "" for n in range(60)]
    records = tuple(SearchRecord(f"p{n}", "brief", texts[n], "vi", date=dates[n]) for n in range(60))
    for record in records:
        (tmp_path / f"{record.path}.html").touch()
    return records


def test_many_pages_are_in_several_segments(tmp_path: Path, many: tuple[SearchRecord, ...]) -> None:
    """Each has as many as it may, and all of them together are numbered by date."""
    assert () == write(many, tmp_path)

    sizes = [count for _, count in read_pages(tmp_path)["segments"]]
    assert len(sizes) > 2
    assert all(10 <= size <= 20 for size in sizes[:-1])
    assert [one["url"] for one in read_records(tmp_path)] == [
        f"{record.path}.html" for record in sorted(many, key=lambda record: record.date, reverse=True)
    ]
    assert read(tmp_path, "first") == read_records(tmp_path)[: indexer.FIRST]


@pytest.mark.parametrize("place", [0, 17, 39])
def test_a_new_page_changes_the_segment_that_it_is_in(tmp_path: Path, many: tuple[SearchRecord, ...], place: int) -> None:
    """And at most those about it; the others are the same files."""
    write((*many[:place], *many[place + 1 :]), tmp_path)
    before = read_pages(tmp_path)["segments"]
    write(many, tmp_path)
    after = read_pages(tmp_path)["segments"]

    same = [segment for segment in after if segment in before]
    assert len(after) - 2 <= len(same) < len(after)


def watch(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return a list that has a folder for each time Pagefind runs from now on."""
    made: list[Path] = []
    run = segments._run_pagefind

    def run_and_tell(source: Path, target: Path) -> None:
        made.append(target)
        run(source, target)

    monkeypatch.setattr(segments, "_run_pagefind", run_and_tell)
    return made


def test_a_segment_in_which_nothing_has_changed_is_not_made_again(
    tmp_path: Path, many: tuple[SearchRecord, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is remembered is the very files, and nothing but what is still needed."""
    cache = tmp_path / "cache"
    write(many, tmp_path, segments=Segments(NAMES, folder=cache))
    before = tree(tmp_path / FOLDER)
    assert len(read_pages(tmp_path)["segments"]) == len(tree(cache))

    made = watch(monkeypatch)
    write(many, tmp_path, segments=Segments(NAMES, folder=cache))
    assert not made
    assert before == tree(tmp_path / FOLDER)

    changed = (*many[:5], replace(many[5], title="khác"), *many[6:])
    write(changed, tmp_path, segments=Segments(NAMES, folder=cache))
    assert 1 == len(made)
    assert len(read_pages(tmp_path)["segments"]) == len(tree(cache))
    remembered = tree(tmp_path / FOLDER)
    write(changed, tmp_path)
    assert remembered == tree(tmp_path / FOLDER)


def test_segments_that_were_prepared_are_not_made_again(
    tmp_path: Path, many: tuple[SearchRecord, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All but the last, which hand-written pages may be in; whether or not they can be remembered."""
    for record in many:
        (tmp_path / f"{record.path}.html").unlink()
        (tmp_path / record.path).mkdir()
        (tmp_path / record.path / "index.html").touch()
    made, segments = watch(monkeypatch), Segments(NAMES)

    make_segments(many, segments=segments)
    prepared = len(made)
    write(many, tmp_path, segments=segments)

    assert len(read_pages(tmp_path)["segments"]) == len(made) == prepared + 1


def test_a_new_name_changes_the_segments_that_have_the_thing(
    tmp_path: Path, many: tuple[SearchRecord, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages with one of its names are found under the new one; where no page has any, nothing is made again."""
    cache = tmp_path / "cache"
    write(many, tmp_path, segments=Segments((), folder=cache))
    made = watch(monkeypatch)

    write(many, tmp_path, segments=Segments((("Cộng hòa Xyz", "Xyz"),), folder=cache))
    assert not made

    write(many, tmp_path, segments=Segments(NAMES, folder=cache))
    assert 1 == len(made)
    remembered = tree(tmp_path / FOLDER)
    write(many, tmp_path)
    assert remembered == tree(tmp_path / FOLDER)


@pytest.mark.parametrize("damage", [lambda _: b"", lambda content: content[:-1], lambda content: content[:-1] + b"\0"])
def test_a_memory_that_is_not_whole_is_made_anew(
    tmp_path: Path, many: tuple[SearchRecord, ...], damage: Callable[[bytes], bytes]
) -> None:
    """Whatever became of the files; nor is it needed."""
    cache = tmp_path / "cache"
    write(many, tmp_path, segments=Segments(NAMES, folder=cache))
    before, kept = tree(tmp_path / FOLDER), tree(cache)
    for name, content in kept.items():
        (cache / name).write_bytes(damage(content))

    write(many, tmp_path, segments=Segments(NAMES, folder=cache))

    assert before == tree(tmp_path / FOLDER)
    assert kept == tree(cache)


def test_a_page_without_words_is_in_the_index(tmp_path: Path) -> None:
    """It is listed and sifted, and takes no other page's number."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.html").touch()

    records = (
        SearchRecord("a", "brief", "…", "vi", passages=(Passage("–"), Passage("…"))),
        SearchRecord("b", "brief", "Hai bên", "vi"),
    )
    assert () == write(records, tmp_path, segments=Segments(()))

    assert ["a.html", "b.html"] == list(read_results(tmp_path))


def test_without_a_page_there_is_no_index(tmp_path: Path) -> None:
    """A folder that is no site is left as it is."""
    assert () == write(RECORDS, tmp_path, segments=Segments(()))
    assert {} == tree(tmp_path)


@pytest.mark.parametrize(
    ("pattern", "content"),
    [
        ("nothing", b""),
        ("fragment/*", None),
        ("fragment/*", b""),
        ("fragment/*", b"\x1f\x8b\x08"),
        ("index/*", None),
        ("index/*", b""),
        ("*.pf_meta", None),
        ("*.pf_meta", b""),
        ("*.pf_meta", gzip.compress(b"pagefind_dcd\x80", mtime=0)),
        ("pagefind-entry.json", b""),
        ("pagefind-entry.json", b"{}"),
        ("pagefind.js", b"another version"),
        ("wasm.*", b""),
    ],
    ids=repr,
)
def test_an_index_that_is_not_whole_is_a_problem(
    site: Path, monkeypatch: pytest.MonkeyPatch, pattern: str, content: bytes | None
) -> None:
    """Whatever Pagefind does wrong (None: a file is not there), the last good index stays, and the problem says so."""
    write(RECORDS, site)
    before = tree(site / FOLDER)
    run = segments._run_pagefind

    def run_badly(source: Path, target: Path) -> None:
        run(source / "nowhere" if pattern == "nothing" else source, target)
        for path in list(target.glob(pattern))[:1]:
            path.unlink()
            if content is not None:
                path.write_bytes(content)

    monkeypatch.setattr(segments, "_run_pagefind", run_badly)

    problems = write(RECORDS, site)
    assert ["an index of every page"] == [problem.expected for problem in problems]
    assert before == tree(site / FOLDER)


@pytest.mark.parametrize(("room", "is_used"), [(1 << 40, True), (1 << 10, False), (None, False)])
def test_pagefind_works_in_memory_where_there_is_room(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int | None, *, is_used: bool
) -> None:
    """Else, or where the system has no such place (None), it works on the disk: the same index, and nothing is left."""
    write(RECORDS, site)
    before = tree(site / FOLDER)
    memory = tmp_path / "memory"
    if room is not None:
        memory.mkdir()
        monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=room))
    monkeypatch.setattr(segments, "_IN_MEMORY", memory)
    monkeypatch.delenv("TMPDIR", raising=False)
    made = watch(monkeypatch)

    assert write(RECORDS, site) == ()

    assert [is_used] == [memory in target.parents for target in made]
    assert before == tree(site / FOLDER)
    assert not tree(memory)


def test_pagefind_works_where_the_environment_says(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sets a folder for temporary files has a reason."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    made = watch(monkeypatch)

    assert write(RECORDS, site) == ()

    assert [True] == [tmp_path in target.parents for target in made]


def test_what_a_killed_run_left_in_memory_is_removed(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing of a run that goes on, or of anybody else."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    names = (f"digest-search-{ended.pid}-a", f"digest-search-{os.getpid()}-a", "digest-search-a", "other-1-a")
    for name in names:
        (tmp_path / "memory" / name / "source").mkdir(parents=True)
    monkeypatch.setattr(segments, "_IN_MEMORY", tmp_path / "memory")
    monkeypatch.delenv("TMPDIR", raising=False)

    assert write(RECORDS, site) == ()

    assert sorted(names[1:]) == sorted(path.name for path in (tmp_path / "memory").iterdir())


def test_an_index_that_cannot_be_written_is_a_problem(site: Path) -> None:
    """A file in its place is named."""
    (site / FOLDER).touch()

    problems = write(RECORDS, site)

    assert [str(site / FOLDER)] == [problem.file for problem in problems]
    assert not [path for path in site.iterdir() if path.name.endswith(".unfinished")]


ENGLISH = (
    replace(RECORDS[0], versions={"en/": Version("South China Sea", "en", ("Biển Đông",), "", ())}),
    replace(
        RECORDS[1],
        versions={
            "en/": Version(
                "Hai bên gặp nhau", "vi", (), "VOV, 2024",
                (Passage("Hai bên bàn về Biển Đông.", "s1", (("Viet Nam", "affirm"),)), 1, Passage("Online")),
            )
        },
    ),
    SearchRecord("method", "text", "Cách đọc", "vi", only=""),
    SearchRecord("en/method", "text", "How to read", "en", only="en/"),
)  # fmt: skip


@pytest.fixture(name="twofold")
def fixture_twofold(site: Path) -> Path:
    """Return a site in two editions, of which the second lacks a page, with its index."""
    for page in ("en/topics/south-china-sea", "method", "en/method"):
        (site / page).mkdir(parents=True, exist_ok=True)
        (site / page / "index.html").touch()
    assert () == write(ENGLISH, site, folders=("", "en/"))
    return site


def test_one_index_has_what_is_other_in_each_edition(twofold: Path) -> None:
    """What is the same is not kept twice: words that are said by somebody else stand there by their place."""
    results = read_results(twofold)
    english = {url: result["versions"]["en/"] for url, result in results.items() if "versions" in result}

    assert {"title": "South China Sea", "lang": "en", "names": ["Biển Đông"]} == english["topics/south-china-sea/"]
    expected = {"note": "VOV, 2024", "passages": [[0, [["Viet Nam", "affirm"]]], 1, ["", "Online"]]}
    assert expected == english["briefs/a/"]


def test_an_edition_knows_the_pages_it_has_not(twofold: Path) -> None:
    """Pages written by hand are of one edition; one that was left out of an edition is in the others."""
    absent = read_pages(twofold)["absent"]
    urls = [*read_results(twofold)]
    numbered = read_records(twofold)

    assert {"briefs/a/", "topics/south-china-sea/", "method/"} == set(urls), (
        "both pages on the method are method/, each in its own"
    )
    assert {"Cách đọc", "How to read"} == {record["title"] for record in numbered if record["url"] == "method/"}
    titles = [record["title"] for record in numbered]
    assert {"": ["How to read"], "en/": ["Hai bên gặp nhau", "Cách đọc"]} == {
        folder: [titles[number] for number in numbers] for folder, numbers in absent.items()
    }


def test_the_language_of_a_page_is_that_of_the_edition(twofold: Path) -> None:
    """But a report keeps its own."""
    assert {"vi": [0, 1, 1], "en": [3]} == read(twofold, "facets/lang")
    assert {"vi": [0, 2], "en": [1, 2]} == read(twofold, "en/facets/lang")
