"""Asking sources whether they are still there: who is asked, how politely, and what is made of the answers."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from generator import links
from generator.__main__ import main
from generator.models import Source
from tests.factory import make_brief, make_fact
from tests.web import Reply, Web, lead_to, page, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REPLIES = {
    "a.example/alive": page("<p>x"),
    "a.example/no-head": Reply(b"<p>x", head=405),
    "a.example/head-lies": Reply(b"<p>x", head=404),
    "a.example/encrypted": lead_to("http://www.a.example:PORT/encrypted/?utm_source=x"),
    "www.a.example/encrypted/?utm_source=x": page("<p>x"),
    "a.example/moved": lead_to("/elsewhere", 301),
    "a.example/elsewhere": page("<p>x"),
    "a.example/old": lead_to("/"),
    "a.example/": page("<p>x"),
    "a.example/forbidden": Reply(status=403),
    "a.example/busy": Reply(status=503),
    "a.example/circle": lead_to("/circle"),
    "archive.example/copy": page("<p>x"),
}


@pytest.fixture(autouse=True)
def fixture_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run elsewhere, for what is read from reports is remembered where the command runs."""
    monkeypatch.chdir(tmp_path_factory.mktemp("run"))


@pytest.fixture(name="web")
def fixture_web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """Serve the sources."""
    with serve(REPLIES, monkeypatch) as web:
        yield web


def check(folder: Path, web: Web, sources: dict[str, str], archives: dict[str, str] | None = None, *, pause: str = "0") -> int:
    """Run the command over reports with these sources and copies."""
    for name, place in sources.items():
        (folder / f"{name}.txt").write_text(f"{web.url(place)}\nBài {name}\nHai bên họp.\n", encoding="utf-8")
    for name, place in (archives or {}).items():
        entry = f"corrections:\n- {{set: source.archive, value: '{web.url(place)}', reason: x, editor: An}}\n"
        (folder / f"{name}.yml").write_text(entry, encoding="utf-8")
    return main(["check-links", "--seeds", str(folder), "--allow-private", "--pause", pause])


@pytest.mark.parametrize(
    ("place", "code", "says"),
    [
        ("a.example/alive", 0, ""),
        ("a.example/no-head", 0, ""),
        ("a.example/head-lies", 0, ""),
        ("a.example/encrypted", 0, ""),
        ("a.example/moved", 0, "warning: moved: {url} leads to "),
        ("a.example/forbidden", 0, "warning: unsure: {url} (403 Forbidden)"),
        ("a.example/busy", 0, "warning: unsure: {url} (503 Service Unavailable)"),
        ("a.example/nowhere", 1, "error: dead: {url} (404 Not Found)"),
        ("a.example/old", 1, "error: dead: {url} (it leads to the front page, "),
        ("a.example/circle", 1, "error: dead: {url} (it leads on in a circle"),
    ],
)
def test_each_source_is_judged(
    tmp_path: Path, web: Web, place: str, code: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is dead fails; what has moved, or does not answer a program, is said."""
    assert code == check(tmp_path, web, {"x": place})

    out, err = capsys.readouterr()
    assert "1 addresses: " in out
    assert (says.format(url=web.url(place)) in err) if says else not err
    assert not says or "x.txt: " in err


def test_a_name_that_is_known_no_more_is_dead(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The host itself has gone."""
    (tmp_path / "x.txt").write_text("https://nobody.invalid/a\nBài\nHai bên họp.\n", encoding="utf-8")

    assert main(["check-links", "--seeds", str(tmp_path), "--pause", "0"]) == 1
    assert "dead: https://nobody.invalid/a (its host 'nobody.invalid' is not known)" in capsys.readouterr().err


def test_a_copy_stands_for_a_source_that_is_gone(tmp_path: Path, web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    """Then nothing has to be done; where the copy is gone as well, both are named."""
    kept = web.url("archive.example/copy")
    assert check(tmp_path, web, {"x": "a.example/nowhere"}, {"x": "archive.example/copy"}) == 0
    assert f"warning: dead: {web.url('a.example/nowhere')} (404 Not Found); its copy is {kept}" in capsys.readouterr().err

    assert check(tmp_path, web, {"x": "a.example/nowhere"}, {"x": "archive.example/gone"}) == 1
    said = capsys.readouterr().err
    assert "set source.url in " in said
    assert "set source.archive in " in said


def test_each_address_is_asked_once(tmp_path: Path, web: Web) -> None:
    """However many reports have it, and with HEAD alone where that is answered."""
    assert check(tmp_path, web, {"x": "a.example/alive", "y": "a.example/alive", "z": "a.example/no-head"}) == 0

    assert sorted(["HEAD a.example/alive", "HEAD a.example/no-head", "GET a.example/no-head"]) == sorted(web.asked)


def test_one_site_is_asked_one_thing_after_the_other(tmp_path: Path, web: Web) -> None:
    """With a pause between two questions; another site need not wait for it."""
    assert check(tmp_path, web, {"x": "a.example/alive", "y": "a.example/moved", "z": "a.example/elsewhere"}, pause="0.2") == 0

    times = [time for time, place in zip(web.times, web.asked, strict=True) if "moved" not in place]
    assert all(later - earlier >= 0.2 for earlier, later in pairwise(sorted({times[0], times[-1]})))
    assert links.SITES > 1


def test_nothing_to_ask_is_no_error(tmp_path: Path, web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    """A report without a source is said on its page and the coverage page; here there is nothing to say."""
    (tmp_path / "x.txt").write_text("Bài\nHai bên họp.\n", encoding="utf-8")

    assert main(["check-links", "--seeds", str(tmp_path)]) == 0
    assert "0 addresses" in capsys.readouterr().out
    assert [] == web.asked


def test_who_has_had_enough_waits_for_nothing(web: Web) -> None:
    """After the first answer nothing more is asked, however much there is to ask."""
    places = ("a.example/alive", *(f"b.example/{n}" for n in range(50)))
    briefs = [replace(make_brief(place), source=Source(make_fact(web.url(place)), None, None)) for place in places]
    asked = links.check_links(briefs, allow_private=True, pause=30)

    next(asked)
    asked.close()  # type: ignore[attr-defined]

    assert len(web.asked) <= 3
