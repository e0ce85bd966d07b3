"""`mkdocs serve`: whatever an editor changes shows after one rebuild, and a broken file is shown and survived."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[1]
PROJECT = ("mkdocs.yml", "seeds", "docs", "overrides", "generator")
PATIENCE = 60.0
# The server looks for changes every half second: after two such rounds without a rebuild, none is coming.
QUIET = 1.5


class Server:
    """A running `mkdocs serve` on a copy of the project."""

    def __init__(self, folder: Path) -> None:
        """Start the server on a free port, and wait until it serves."""
        for name in PROJECT:
            source = ROOT / name
            copy = shutil.copytree if source.is_dir() else shutil.copy2
            copy(source, folder / name)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder = folder
        self.log = folder / "serve.log"
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{self.port}"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
        self.wait_for("Serving on")

    def said(self) -> str:
        """Return everything the server has said so far."""
        return self.log.read_text(encoding="utf-8")

    def wait_for(self, words: str, count: int = 1) -> None:
        """Wait until the server has said `words` so many times."""
        deadline = time.monotonic() + PATIENCE
        while self.said().count(words) < count:
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, f"no {words!r} in:\n{self.said()}"
            time.sleep(0.05)

    def rebuilds_after(self, path: str, content: str) -> int:
        """Write a file of the project, wait until the rebuilding has stopped, and return how often it was rebuilt."""
        before = self.said().count("Reloading browsers")
        # In one step, as editors save: on a busy machine a build could begin between emptying a file and filling it.
        edited = self.folder / "edited"
        edited.write_text(content, encoding="utf-8")
        edited.replace(self.folder / path)
        self.wait_for("Reloading browsers", before + 1)
        time.sleep(QUIET)
        return self.said().count("Reloading browsers") - before

    def page(self, path: str) -> str:
        """Return the HTML at `path` of the site."""
        base = re.search(r"Serving on (\S+)", self.said())
        assert base
        with urllib.request.urlopen(f"{base[1]}{path}", timeout=PATIENCE) as response:
            return str(response.read(), "utf-8")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all the edits."""
    running = Server(tmp_path_factory.mktemp("project"))
    yield running
    running.process.terminate()
    running.process.wait(timeout=PATIENCE)


SEED = "000_34b1fed74cd86ae1"
BRIEF = "briefs/000-34b1fed74cd86ae1/"


def edited(path: str, old: str, new: str) -> str:
    """Return the project's file at `path` with `old` replaced, once."""
    content = (ROOT / path).read_text(encoding="utf-8")
    assert old in content
    return content.replace(old, new, 1)


@pytest.mark.parametrize(
    ("path", "content", "address", "shows"),
    [
        ("seeds/new.txt", "Một bài mới\nHai bên nhất trí nối lại đối thoại.\n", "briefs/new/", "nối lại đối thoại"),
        (
            f"seeds/{SEED}.yml",
            "corrections:\n- {set: meeting.place, value: Hội An, reason: thử, editor: an}\n",
            BRIEF,
            "Hội An",
        ),
        ("generator/vocabulary/topics.yml", ("vi: Du lịch", "vi: Lữ hành"), None, None),
        ("generator/templates/brief.md.j2", ("## ", "## Thử "), BRIEF, "Thử "),
        ("docs/about.md", "---\ntitle: Thử\n---\n\n# Thử\n\nViết tay.\n", "about/", "Viết tay."),
    ],
    ids=["seed", "correction", "vocabulary", "template", "hand-written page"],
)
def test_one_edit_is_one_rebuild(
    server: Server, path: str, content: str | tuple[str, str], address: str | None, shows: str | None
) -> None:
    """The generator writes into a watched folder, which must not be taken for another edit."""
    text = content if isinstance(content, str) else edited(path, *content)

    assert server.rebuilds_after(path, text) == 1
    if address and shows:
        assert shows in server.page(address)


def test_a_saved_report_is_shown_before_all_that_follows_from_it(server: Server) -> None:
    """Nobody waits for lists and indexes to see what a sentence has become, nor for any page meanwhile."""
    path = server.folder / "seeds" / f"{SEED}.txt"
    built, shown = server.said().count("Reloading browsers"), server.said().count("shown already")
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before}\nHai bên nhất trí sớm gặp lại nhau tại Huế.\n", encoding="utf-8")
    server.wait_for("shown already", shown + 1)

    assert "sớm gặp lại nhau" in server.page(BRIEF)
    assert server.page("about/")
    server.wait_for("Reloading browsers", built + 1)
    assert "sớm gặp lại nhau" in server.page(BRIEF)
    said = server.said()
    assert said.rindex("shown already") < said.rindex("Documentation built") < said.rindex("Reloading browsers")


def test_nobody_looks_for_changes_to_generated_pages(server: Server) -> None:
    """There may be ten thousand of them; the folders in which people write are watched, in both editions."""
    watched = re.search("Watching paths for changes: (.*)", server.said())

    assert watched
    assert {"docs", "docs/en", "seeds"} <= set(re.findall("'([^']+)'", watched[1]))
    assert "briefs" not in watched[1]
    text = (server.folder / "docs" / "en" / "about.md").read_text(encoding="utf-8")
    assert server.rebuilds_after("docs/en/about.md", f"{text}\nWritten by hand.\n") == 1
    assert "Written by hand." in server.page("en/about/")


def test_what_is_served_can_be_searched(server: Server) -> None:
    """The index is made after every build, this one too; the pages do not wait for it."""
    server.wait_for("the search index is there")

    assert "version" in server.page("pagefind/pages.json")
    assert "data-search-page" in server.page("search/")


def test_the_script_that_reloads_the_page_is_not_forbidden(server: Server) -> None:
    """MkDocs writes it into each page it serves, with the time in it; no policy can name that, so there is none."""
    page = server.page("about/")

    assert (True, False) == ("\nlivereload(" in page, "Content-Security-Policy" in page)


def test_a_broken_seed_is_shown_and_survived(server: Server) -> None:
    """The terminal and the browser are told what is wrong; the good pages are served; mending it ends the matter."""
    rebuilt = server.said().count("Reloading browsers")
    (server.folder / "seeds" / "broken.txt").write_bytes(b"")
    server.wait_for("Reloading browsers", rebuilt + 1)

    assert "broken.txt: error: " in server.said()
    assert "broken.txt" in server.page("status.json")
    (server.folder / "seeds" / "broken.txt").unlink()
    server.wait_for("Reloading browsers", rebuilt + 2)
    assert "broken.txt" not in server.page("status.json")
    assert server.process.poll() is None
