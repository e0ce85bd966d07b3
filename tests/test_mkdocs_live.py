"""What is set in the server of MkDocs, and of ProperDocs, does what it is set for: in the versions that are installed."""

from __future__ import annotations

import logging
import threading
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from wsgiref.util import FileWrapper

import pytest

from generator.host import NAME
from generator.mkdocs_live import find_written, let_through, reload_after, reload_now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.livereload import LiveReloadServer

PATIENCE = 30.0
MOMENT = 0.2


class Request:
    """A request that a browser has sent."""

    def __init__(self, server: LiveReloadServer, path: str) -> None:
        """Send it."""
        self.body = b""
        self._server, self._path = server, path
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        answer = self._server.serve_request({"PATH_INFO": self._path}, lambda *_: None)
        self.body = b"".join(answer)
        if isinstance(answer, FileWrapper):
            answer.close()

    def is_answered(self, within: float) -> bool:
        """Tell whether there is an answer, after so many seconds at most."""
        self._thread.join(within)
        return not self._thread.is_alive()


@pytest.fixture(name="server", params=["mkdocs", "properdocs"])
def fixture_server(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[LiveReloadServer]:
    """Return a server of one page that nobody serves yet."""
    (tmp_path / "index.html").write_text("<p>Một trang</p>", encoding="utf-8")
    kind: type[LiveReloadServer] = import_module(f"{request.param}.livereload").LiveReloadServer
    server = kind(builder=lambda: None, host="127.0.0.1", port=0, root=str(tmp_path))
    yield server
    server.server_close()


def begin_build(server: LiveReloadServer) -> None:
    """Do what the server does when a build begins."""
    server._wanted_epoch = server._visible_epoch + 1000


def end_build(server: LiveReloadServer) -> None:
    """Do what it does when a build ends."""
    with server._epoch_cond:
        server._visible_epoch = server._wanted_epoch
        server._epoch_cond.notify_all()


def test_a_page_that_waits_for_a_build_need_not(server: LiveReloadServer) -> None:
    """The one that waits already as well as the next."""
    begin_build(server)
    waiting = Request(server, "/")
    assert not waiting.is_answered(MOMENT)

    let_through(server, building=True)

    assert waiting.is_answered(PATIENCE)
    assert "Một trang".encode() in waiting.body
    assert Request(server, "/").is_answered(PATIENCE)


def test_browsers_load_what_is_ready_and_once_more_at_the_end(server: LiveReloadServer) -> None:
    """Each asks with the number of the page it has, and is told of a greater one."""
    begin_build(server)
    let_through(server, building=True)
    epoch = server._visible_epoch
    first = Request(server, f"/livereload/{epoch}/1")
    assert not first.is_answered(MOMENT)

    reload_now(server)

    assert first.is_answered(PATIENCE)
    assert str(epoch + 1).encode() == first.body
    assert Request(server, "/").is_answered(PATIENCE)
    second = Request(server, f"/livereload/{epoch + 1}/2")
    reload_after(server)
    assert not second.is_answered(MOMENT)
    last = Request(server, "/")
    assert not last.is_answered(MOMENT)
    end_build(server)
    assert last.is_answered(PATIENCE)
    assert second.is_answered(PATIENCE)
    assert int(second.body) > epoch + 1


def test_a_page_that_is_not_there_is_no_warning_of_the_build(
    server: LiveReloadServer, caplog: pytest.LogCaptureFixture
) -> None:
    """A strict build would end for whoever asks for it meanwhile; at any other time it is told."""
    heard = logging.getLogger(f"{NAME}.livereload")

    let_through(server, building=True)
    heard.warning("404")
    let_through(server, building=False)
    heard.warning("404 again")

    assert ["404 again"] == [record.getMessage() for record in caplog.records]


def test_what_people_write_is_found(tmp_path: Path) -> None:
    """Folders of theirs with all below them, those they share with the generator without, and none that is all its own."""
    made = ["index.md", "briefs/a.md", "briefs/years/2020.md", "notes/a.md", "en/briefs/a.md"]
    for path in (*made, "about.md", "notes/b.md", "guides/deep/c.md", "en/about.md", "pictures/a.svg"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x", encoding="utf-8")

    found = {Path(folder).relative_to(tmp_path).as_posix(): below for folder, below in find_written(tmp_path, made)}

    assert {".": False, "notes": False, "guides": True, "en": False, "pictures": True} == found
