"""Bringing an article in: what is written, what is refused and why, and that nothing is ever written over."""

from __future__ import annotations

import io
import sys
import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
import yaml

from generator import __main__
from generator.__main__ import main
from generator.reading import load_reader, read_brief
from generator.seeds import read_seed
from tests.hostile import TEXTS
from tests.web import DATED, PARAGRAPHS, TITLE, Reply, Web, as_written, lead_to, make_page, packed, page, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo
    from pathlib import Path
    from typing import Self

WALL = [f"We and our {n} partners store cookies on device {n}. Vendors process personal data with consent." for n in range(9)]
OTHER = [f"Đoạn số {n} nói chuyện khác: đoàn {n} thăm cảng số {n + 3} và bàn việc thứ {n + 7} của năm." for n in range(9)]
REPLIES = {
    "bao.example/tin/a.html": page(make_page(head=DATED)),
    "bao.example/cu/a": lead_to("/tin/a.html", 301),
    "bao.example/no-date": page(make_page()),
    "bao.example/2025/06/14/theo-dia-chi": page(make_page()),
    "bao.example/1258": Reply(
        as_written(make_page(head='<meta charset="windows-1258">'), "cp1258"), headers={"Content-Type": "text/html"}
    ),
    "bao.example/latin": Reply(make_page().encode(), headers={"Content-Type": "text/html; charset=iso-8859-1"}),
    "bao.example/nfd": page(unicodedata.normalize("NFD", make_page())),
    "bao.example/packed": packed(make_page().encode()),
    "bao.example/paid": page(make_page(head='<script type="application/ld+json">{"isAccessibleForFree": false}</script>')),
    "bao.example/wall": page(make_page(title="Before you continue", paragraphs=WALL)),
    "bao.example/soft-404": page(make_page(title="404 - Không tìm thấy trang", paragraphs=["Mời bạn về trang chủ."])),
    "bao.example/old": lead_to("/"),
    "bao.example/": page(make_page()),
    "bao.example/broken": Reply(b"oh", status=500),
    "bao.example/forbidden": Reply(b"no", status=403),
    "bao.example/gone": Reply(b"no", status=410),
    "bao.example/pdf": Reply(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}),
    "bao.example/circle": lead_to("/circle"),
    "bao.example/large": Reply(make_page().encode() + bytes(20_000_000)),
    "bao.example/bomb": packed(make_page().encode() + bytes(20_000_000)),
    "khac.example/a": page(make_page(title="Hai nước nói chuyện cá", paragraphs=[*PARAGRAPHS[1:], "Bài của báo bạn."])),
    "khac.example/b": page(make_page(title=TITLE, paragraphs=OTHER)),
}
TODAY = "2025-06-15"


class Clock(datetime):
    """Stands still, at noon wherever the tests run: they may run over midnight."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:  # noqa: ARG003 - as the one it stands for
        """Return that time."""
        return cls.fromisoformat(f"{TODAY}T12:00:00")


@pytest.fixture(autouse=True)
def fixture_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the command ask this clock."""
    monkeypatch.setattr(__main__, "datetime", Clock)


@pytest.fixture(name="web")
def fixture_web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """Serve the pages."""
    with serve(REPLIES, monkeypatch) as web:
        yield web


@pytest.fixture(name="seeds")
def fixture_seeds(tmp_path: Path) -> Path:
    """Return an empty folder of reports."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


def add(seeds: Path, source: str, *options: str) -> int:
    """Run the command."""
    return main(["add", source, "--seeds", str(seeds), "--allow-private", *options])


def added(seeds: Path) -> Path:
    """Return the one report that was added."""
    (path,) = seeds.glob("*.txt")
    return path


def source_of(path: Path) -> dict[str, str | None]:
    """Return what a build will show of the source of a report; it has nothing to say against it."""
    brief, problems = read_brief(path, reader=load_reader())
    assert () == problems
    return {name: (fact := getattr(brief.source, name)) and fact.value for name in brief.source.__slots__}


def test_an_article_becomes_a_report_with_its_corrections(web: Web, seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report holds what the README says, the corrections what the text does not say; and what was found is printed."""
    assert add(seeds, web.url("bao.example/cu/a"), "--editor", "Lan", "--archive", "https://archive.example/1") == 0

    path = added(seeds)
    assert "2025-06-13-hai-ben-ban-ve-nghe-ca.txt" == path.name
    url, *rest = path.read_text(encoding="utf-8").splitlines()
    assert [web.url("bao.example/tin/a.html"), TITLE, *PARAGRAPHS] == [url, *filter(None, rest)]
    assert source_of(path) == {
        "url": url,
        "publisher": "Báo Biển",
        "published": "2025-06-13",
        "retrieved": TODAY,
        "archive": "https://archive.example/1",
    }
    written = yaml.safe_load(path.with_suffix(".yml").read_text(encoding="utf-8"))
    assert read_seed(path).hash == written["text"]
    assert {"Lan"} == {entry["editor"] for entry in written["corrections"]}
    said = capsys.readouterr().out
    assert f"led on from {web.url('bao.example/cu/a')}" in said
    assert "source.published: 2025-06-13 [theo dữ liệu của trang nguồn (article:published_time)]" in said
    assert f"text: 4 paragraphs, {sum(len(one.split()) for one in PARAGRAPHS)} words, utf-8, vi" in said


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("no-date", None),
        ("2025/06/14/theo-dia-chi", "2025-06-14"),
        ("1258", None),
        ("latin", None),
        ("nfd", None),
        ("packed", None),
        ("paid", None),
    ],
)
def test_pages_of_all_kinds_give_one_text(web: Web, seeds: Path, name: str, published: str | None) -> None:
    """However it is written and packed, the article reads the same; a day that no data gives is not taken from elsewhere."""
    assert add(seeds, web.url(f"bao.example/{name}")) == 0

    path = added(seeds)
    assert PARAGRAPHS == tuple(line for line in path.read_text(encoding="utf-8").splitlines()[2:] if line)
    assert (published, TODAY) == (source_of(path)["published"], source_of(path)["retrieved"])
    assert path.name == f"{published + '-' if published else ''}hai-ben-ban-ve-nghe-ca.txt"


def test_a_copy_is_kept_as_one(web: Web, seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What an archive has of a page that is gone: the page's own address is the source's, and is known from then on."""
    url = "https://goc.example/a"
    assert add(seeds, web.url("bao.example/no-date"), "--url", url) == 0

    found = source_of(added(seeds))
    assert (url, web.url("bao.example/no-date")) == (found["url"], found["archive"])
    for again in (url, web.url("bao.example/no-date")):
        assert add(seeds, again) == 1
        assert "the article of " in capsys.readouterr().err


def test_what_an_editor_should_look_at_is_said(web: Web, seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A day that was only guessed, and a page that is not free for all."""
    assert add(seeds, web.url("bao.example/paid")) == 0

    said = capsys.readouterr().out
    assert "the page does not say when; the extractor guesses 2019-04-03, which is not taken" in said
    assert "the page says that not everybody may read all of it" in said


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nothing-there", "404 Not Found; expected 200 OK; check the address, or look for a copy in an archive"),
        ("gone", "410 Gone; expected 200 OK; check the address"),
        ("broken", "500 Internal Server Error; expected 200 OK; try again later"),
        ("forbidden", "403 Forbidden; expected 200 OK; open it in a browser, save the page there"),
        ("pdf", "application/pdf; expected a web page (text/html)"),
        ("wall", "a page that asks for consent: 144 words of text"),
        ("soft-404", "a page that says there is no such page: "),
        ("old", "the front page; expected the article itself"),
        ("circle", "it leads on in a circle"),
        ("large", "a page of more than 5,000,000 bytes"),
        ("bomb", "a page of more than 5,000,000 bytes"),
    ],
)
def test_what_is_no_article_is_refused(web: Web, seeds: Path, name: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With what was found and what to do; nothing is written."""
    assert add(seeds, web.url(f"bao.example/{name}")) == 1

    assert says in capsys.readouterr().err
    assert [] == list(seeds.iterdir())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["javascript://alert(1)"], "it does not start with http:// or https://; expected a web address"),
        (["http://192.168.0.1/"], "is not a public name; expected a web address"),
        (["no-such-file.html"], "cannot be read (No such file or directory); expected an address, a file, or -"),
        (["https://nobody.invalid/a"], "its host 'nobody.invalid' is not known"),
        (["https://bao.example/a", "--url", "x"], "--url: error: x; expected a web address"),
    ],
)
def test_an_address_that_is_none_is_refused(
    web: Web, seeds: Path, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anybody is asked."""
    assert add(seeds, *arguments) == 1

    assert says in capsys.readouterr().err
    assert [] == web.asked


def test_private_machines_are_asked_only_on_demand(web: Web, seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the option a name of this network leads nowhere."""
    assert main(["add", web.url("bao.example/tin/a.html"), "--seeds", str(seeds)]) == 1

    assert "is a machine of this network; expected a public web site; --allow-private" in capsys.readouterr().err
    assert [] == web.asked


@pytest.mark.parametrize(
    "again", ["bao.example/tin/a.html?utm_source=zalo#x", "www.bao.example/tin/a.html/", "bao.example/cu/a"]
)
def test_what_is_there_already_is_refused_by_its_address(
    web: Web, seeds: Path, again: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In whatever form, and where a redirect leads to it as well; the report that it is is named."""
    assert add(seeds, web.url("bao.example/tin/a.html")) == 0
    before = {path.name: path.read_bytes() for path in seeds.iterdir()}
    web.asked.clear()

    assert add(seeds, web.url(again)) == 1

    assert "the article of " in (said := capsys.readouterr().err)
    assert "2025-06-13-hai-ben-ban-ve-nghe-ca.txt" in said
    assert before == {path.name: path.read_bytes() for path in seeds.iterdir()}
    assert bool(web.asked) == (again == "bao.example/cu/a")


def test_what_is_there_already_is_refused_by_its_text(web: Web, seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another outlet's edition of it; and what only has the same title gets a name of its own."""
    assert add(seeds, web.url("bao.example/tin/a.html")) == 0
    assert add(seeds, web.url("khac.example/a")) == 1
    said = capsys.readouterr().err
    assert "% of its text is that of " in said
    assert "2025-06-13-hai-ben-ban-ve-nghe-ca.txt" in said

    assert add(seeds, web.url("khac.example/b")) == 0
    assert 2 == len(list(seeds.glob("*.txt")))


def test_a_name_that_is_taken_is_left_alone(web: Web, seeds: Path) -> None:
    """Nor is that of a file of corrections, or one that would have the same page."""
    taken = {"hai-ben-ban-ve-nghe-ca.yml": "corrections:\n", "Hai bên bàn về nghề cá 2.txt": "Một bài\nKhác hẳn.\n"}
    for name, text in taken.items():
        (seeds / name).write_text(text, encoding="utf-8")

    assert add(seeds, web.url("bao.example/no-date")) == 0

    assert taken == {name: (seeds / name).read_text(encoding="utf-8") for name in taken}
    assert (seeds / "hai-ben-ban-ve-nghe-ca-3.txt").exists()


def test_a_long_title_makes_a_short_name(seeds: Path, tmp_path: Path) -> None:
    """Cut between words, so that what comes after it can never be the same page."""
    (tmp_path / "page.html").write_text(make_page(title=" ".join(["nghề cá"] * 40), paragraphs=OTHER), encoding="utf-8")

    assert add(seeds, str(tmp_path / "page.html")) == 0
    assert "-".join([*["nghe-ca"] * 7, "nghe"]) == added(seeds).stem


@pytest.mark.parametrize("way", ["file", "stdin"])
def test_a_page_that_was_saved_is_brought_in(seeds: Path, tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """From where it is said to be; when it was saved only an editor knows."""
    content = make_page(head=DATED).encode()
    (tmp_path / "page.html").write_bytes(content)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    source = "-" if way == "stdin" else str(tmp_path / "page.html")

    assert add(seeds, source, "--url", "https://www.bao.example/tin/a.html?fbclid=1", "--retrieved", "2025-07") == 0

    found = source_of(added(seeds))
    assert ("https://www.bao.example/tin/a.html", "2025-06-13", "2025-07") == (
        found["url"], found["published"], found["retrieved"]
    )  # fmt: skip


def test_a_saved_page_may_say_itself_where_it_is_from(seeds: Path, tmp_path: Path) -> None:
    """And nothing is known of when it was taken."""
    canonical = '<link rel="canonical" href="https://bao.example/tin/a.html">'
    (tmp_path / "page.html").write_text(make_page(head=canonical), encoding="utf-8")

    assert add(seeds, str(tmp_path / "page.html")) == 0

    found = source_of(added(seeds))
    assert ("https://bao.example/tin/a.html", None) == (found["url"], found["retrieved"])


@pytest.mark.parametrize("given", [["--retrieved", "hôm qua"], ["--archive", "ftp://a.example/"]])
def test_a_wrong_value_stops_it(seeds: Path, tmp_path: Path, given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written that would have to be mended at once."""
    (tmp_path / "page.html").write_text(make_page(), encoding="utf-8")

    assert add(seeds, str(tmp_path / "page.html"), *given) == 1

    assert "expected a " in capsys.readouterr().err
    assert [] == list(seeds.iterdir())


def test_a_file_that_is_too_large_is_refused(seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a page is."""
    (tmp_path / "page.html").write_bytes(make_page().encode() + bytes(20_000_000))

    assert add(seeds, str(tmp_path / "page.html")) == 1
    assert "more than 5,000,000 bytes" in capsys.readouterr().err


@pytest.mark.parametrize("number", range(0, len(TEXTS), 7))
def test_hostile_text_stays_text(seeds: Path, tmp_path: Path, number: int) -> None:
    """What stands in a title, a paragraph, a name or a date comes in as text or not at all, and the build reads it."""
    from markupsafe import escape  # noqa: PLC0415

    text = escape(" ".join(TEXTS[number].split()))
    head = f'<meta property="og:site_name" content="{text}"><meta property="article:published_time" content="{text}">'
    paragraphs = [*PARAGRAPHS, f"{text} và các vấn đề khác mà hai bên cùng quan tâm trong năm nay."]
    (tmp_path / "page.html").write_text(make_page(head=head, title=f"Họp {text}", paragraphs=paragraphs), encoding="utf-8")

    code = add(seeds, str(tmp_path / "page.html"))

    assert {code} <= {0, 1}
    assert (code == 0) == bool(list(seeds.iterdir()))
    for path in seeds.glob("*.txt"):
        assert source_of(path)["published"] is None
        assert path.resolve().parent == seeds.resolve()


def test_a_missing_folder_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No folder is made where a path is misspelt."""
    (tmp_path / "page.html").write_text(make_page(), encoding="utf-8")

    assert add(tmp_path / "nowhere", str(tmp_path / "page.html")) == 1
    assert "cannot be read (No such file or directory)" in capsys.readouterr().err
