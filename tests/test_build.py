"""The whole flow over folders of seeds: what a build yields, and that one bad input costs only itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator import pages
from generator.build import Folders, build, gather, pages_of_changed, report_keys
from generator.errors import DigestError
from generator.reading import read_briefs
from generator.vocabulary import DEFAULT_VOCABULARY
from tests.data import load_cases

ROOT = Path(__file__).parents[1]
GOOD = (
    "Hội nghị Cấp cao Đông Á lần thứ 9\n"
    "Hội nghị Cấp cao Đông Á (EAS) lần thứ 9 diễn ra ngày 13/11/2014 tại Nay Pyi Taw, Myanmar.\n"
)
BAD = load_cases("bad_input")


def lay(folder: Path, files: dict[str, object]) -> None:
    """Make the files of a case: text, bytes as `hex:`, a link as `link:`, a named pipe as `fifo:`, a size as `bytes:`."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        match content:
            case {"hex": digits}:
                path.write_bytes(bytes.fromhex(digits))
            case {"link": target}:
                path.symlink_to(target)
            case {"fifo": True}:
                os.mkfifo(path)
            case {"bytes": size}:
                path.write_bytes(b"a " * (size // 2))
            case str():
                path.write_text(content, encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_report_in_an_old_encoding_reads_as_it_was_written(tmp_path: Path) -> None:
    """The tone marks that windows-1258 keeps as letters of their own come together with theirs."""
    case = next(case for case in BAD if "vouches" in case["intent"])
    lay(tmp_path / "seeds", case["files"])

    report = build(Folders(seeds=tmp_path / "seeds", docs=tmp_path / "docs"))

    assert ["Hội nghị thử\nĐại diện các nước dự.\n"] == [brief.seed.text for brief in report.gathered.digest.briefs]


def test_a_report_says_when_it_was_taken_and_where_a_copy_is_kept(tmp_path: Path) -> None:
    """Beside its source, as a link that lends nothing; neither is told to have been read wrong, for no text says them."""
    archive = "https://archive.example/web/2026/https://news.example/a"
    given = {"source.retrieved": "2026-11-26", "source.archive": archive}
    entries = "".join(f"- {{set: {name}, value: '{value}', reason: x, editor: An}}\n" for name, value in given.items())
    lay(tmp_path / "seeds", {"good.txt": GOOD, "good.yml": f"corrections:\n{entries}"})

    report = build(Folders(seeds=tmp_path / "seeds", docs=tmp_path / "docs"))

    page = (tmp_path / "docs" / "briefs" / "good.md").read_text(encoding="utf-8")
    assert () == report.problems
    assert "Lấy về ngày 26 tháng 11 năm 2026" in page
    assert f'<a class="url" href="{archive}" rel="noopener nofollow">Bản lưu trữ trên mạng</a>' in page
    assert 'class="fixed"' not in page


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["intent"])
def test_bad_input_is_reported_and_stops_nothing_else(case: dict[str, Any], tmp_path: Path) -> None:
    """Each case is a folder of seeds: what must be said, of which file and line, and which briefs are built all the same."""
    lay(tmp_path / "seeds", {"good.txt": GOOD, **case["files"]})

    report = build(Folders(seeds=tmp_path / "seeds", docs=tmp_path / "docs"))

    said = [(Path(p.file).name, p.line, p.fatal) for p in report.problems]
    assert [(p["file"], p.get("line"), p.get("fatal", True)) for p in case["problems"]] == said
    for expected, problem in zip(case["problems"], report.problems, strict=True):
        assert expected["says"] in str(problem)
        assert problem.expected
        assert problem.remedy
    pages = {path.stem for path in (tmp_path / "docs" / "briefs").glob("*.md")} - {"index"}
    assert {"good", *case.get("briefs", [])} == pages


def test_one_bad_report_among_a_thousand_costs_its_own_page(tmp_path: Path) -> None:
    """The others have theirs, and the report of the run has one line."""
    lay(tmp_path / "seeds", {f"{number}.txt": f"Bài {number}\nHai bên gặp nhau.\n" for number in range(999)})
    lay(tmp_path / "seeds", {"bad.txt": {"hex": "ff"}})

    briefs, problems = read_briefs(tmp_path / "seeds")

    assert len(briefs) == 999
    assert ["bad.txt"] == [Path(problem.file).name for problem in problems]


def test_a_broken_vocabulary_stops_the_build_and_leaves_the_pages(tmp_path: Path) -> None:
    """Nothing can be read without it; every problem is named, with file, line and entry."""
    lay(tmp_path / "seeds", {"good.txt": GOOD})
    vocabulary = tmp_path / "vocabulary"
    for path in DEFAULT_VOCABULARY.glob("*.yml"):
        lay(vocabulary, {path.name: path.read_text(encoding="utf-8")})
    folders = Folders(seeds=tmp_path / "seeds", docs=tmp_path / "docs", vocabulary=vocabulary)
    build(folders)
    before = tree(tmp_path / "docs")
    topics = vocabulary / "topics.yml"
    lines = topics.read_text(encoding="utf-8").count("\n")
    with topics.open("a", encoding="utf-8") as file:
        file.write("- {id: trade, label: {vi: Thương mại, en: Trade}}\n")

    with pytest.raises(DigestError) as caught:
        build(folders)

    (problem,) = caught.value.problems
    assert (str(topics), lines + 1) == (problem.file, problem.line)
    assert "'trade' a second time" in problem.found
    assert before == tree(tmp_path / "docs")


def test_a_slip_in_a_template_is_said_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever edits a template while the site is served reads where it broke, and the pages stay."""
    lay(tmp_path / "seeds", {"good.txt": GOOD})
    folders = Folders(seeds=tmp_path / "seeds", docs=tmp_path / "docs")
    build(folders)
    before = tree(tmp_path / "docs")
    templates = tmp_path / "templates"
    shutil.copytree(pages.TEMPLATES, templates)
    with (templates / "brief.md.j2").open("a", encoding="utf-8") as file:
        file.write("{% broken\n")
    monkeypatch.setattr(pages, "TEMPLATES", templates)

    with pytest.raises(DigestError) as caught:
        build(folders)

    (problem,) = caught.value.problems
    assert "brief.md.j2" in problem.file
    assert problem.line
    assert before == tree(tmp_path / "docs")


def test_a_missing_seeds_folder_is_an_error(tmp_path: Path) -> None:
    """A typing error in the path must not look like an empty digest and remove every page."""
    with pytest.raises(DigestError, match="nowhere"):
        build(Folders(seeds=tmp_path / "nowhere", docs=tmp_path / "docs"))


AHEAD = """
import os, signal, sys
from multiprocessing import active_children
from pathlib import Path
from generator.build import Folders, begin, build, finish, gather
from generator.workers import can_copy

folder = Path(sys.argv[1])
folders = Folders(docs=folder / "docs", remembers=True)
build(folders)
gathered, copies = gather(folders), can_copy()
trees = []
for name, dies in (("late", None), ("early", None), ("killed", True)):
    site = folder / name
    for page in folders.docs.rglob("*.md"):
        (site / page.relative_to(folders.docs).with_suffix("")).mkdir(parents=True)
        (site / page.relative_to(folders.docs).with_suffix("") / "index.html").touch()
    ahead = None if name == "late" else begin(gathered, site, address="https://example.org/")
    if ahead and dies:
        for one in (ahead.search, ahead.data):
            os.kill(one._copy.pid, signal.SIGKILL)
    assert finish(gathered, site, built="2026-01-01", address="https://example.org/", ahead=ahead) == ()
    trees.append({path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()})
print(copies == (ahead is not None), trees[0] == trees[1] == trees[2], len(trees[0]) > 50, active_children())
"""


def test_what_is_made_beside_the_pages_is_the_same(tmp_path: Path) -> None:
    """In copies of the process, after the pages, and where the copies are killed; none of them is left."""
    script = [sys.executable, "-c", AHEAD, str(tmp_path)]
    done = subprocess.run(script, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)

    assert ("", "True True True []\n") == (done.stderr, done.stdout)


def test_what_was_saved_is_known_and_its_page_is_the_one_to_come(tmp_path: Path) -> None:
    """A report that says something else, in both editions; not one that is new, nor very many."""
    folders = Folders(seeds=tmp_path / "seeds", docs=tmp_path / "docs", remembers=True)
    texts = {f"seeds/{number}.txt": GOOD.replace("9", str(number)) for number in range(20, 28)}
    lay(tmp_path, {**texts})
    keys = report_keys(gather(folders))
    changed = texts["seeds/21.txt"] + "Hai bên nhất trí nối lại đối thoại.\n"
    lay(
        tmp_path,
        {
            "seeds/new.txt": GOOD,
            "seeds/21.txt": changed,
            "seeds/22.yml": "corrections:\n- {add: topics, value: trade, reason: thử, editor: an}\n",
        },
    )

    gathered = gather(folders)
    pages = pages_of_changed(gathered, keys)

    assert ["briefs/21.md", "briefs/22.md", "en/briefs/21.md", "en/briefs/22.md"] == sorted(page.path for page in pages)
    build(folders)
    assert all(page.text == (folders.docs / page.path).read_text(encoding="utf-8") for page in pages)
    assert () == pages_of_changed(gathered, report_keys(gathered))
    assert () == pages_of_changed(gathered, dict.fromkeys(keys, "another"))


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    """A run that changes nothing writes nothing."""
    folders = Folders(seeds=ROOT / "seeds", docs=tmp_path)
    first = build(folders)

    second = build(folders)

    assert first.written.changed
    assert ((), (), len(first.written.changed)) == (second.written.changed, second.written.removed, second.written.unchanged)


def test_the_committed_pages_are_what_the_seeds_give() -> None:
    """Pages are under version control so that a change of rule shows; they must not drift."""
    report = build(Folders(seeds=ROOT / "seeds", docs=ROOT / "docs"), dry_run=True)

    # What is wrong with a report is another check's: it must not keep the others from being published.
    assert ((), ()) == (report.written.changed, report.written.removed)


@pytest.mark.parametrize(
    ("name", "environment"),
    [
        ("tokyo", {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
        ("honolulu", {"TZ": "Pacific/Honolulu", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4242", "PYTHONUTF8": "0"}),
    ],
)
def test_output_is_the_same_on_any_machine(tmp_path: Path, name: str, environment: dict[str, str]) -> None:
    """Locale, time zone and hash seed leave no trace: the pages equal the committed ones byte for byte."""
    command = [sys.executable, "-m", "generator", "build", "--docs", str(tmp_path / name)]
    path = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}

    subprocess.run(command, cwd=ROOT, env={**path, **environment}, check=True, capture_output=True)

    built = tree(tmp_path / name)
    assert built
    assert {name: (ROOT / "docs" / name).read_bytes() for name in built} == built
