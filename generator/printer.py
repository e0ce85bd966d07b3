"""A document as a PDF, by the Chromium of the machine: nothing is fetched, and two runs of the same give the same bytes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.errors import DigestError, Problem
from generator.writer import write_files

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--allow-file-access-from-files",  # the fonts
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
_MOST_SECONDS = 300
# What Chromium calls the cells of tables: by a number that is another each time.
_NODE = re.compile(rb"\(node(\d{8})\)")
_DATE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}[^)]*(?=\))")


def find_browser() -> str:
    """Return the browser that the variable CHROMIUM names, or else the first on the path. Raises DigestError for none."""
    asked = os.environ.get("CHROMIUM")
    found = next(filter(None, map(shutil.which, (asked,) if asked else BROWSERS)), None)
    if found is None:
        what = f"no {asked}, which CHROMIUM names" if asked else f"none of {', '.join(BROWSERS)} on the path"
        remedy = "install it (on Debian: apt install chromium), or say where one is: CHROMIUM=/path/to/chromium"
        raise DigestError(Problem("pdf", None, what, "a Chromium that prints", remedy))
    return found


def print_pdf(document: str, target: Path, *, epoch: int) -> None:
    """Print an HTML document to the file `target`, as made at `epoch`, in seconds since 1970.

    Raises DigestError where there is no browser, it fails, or the file cannot be written.
    """
    browser = find_browser()
    with TemporaryDirectory(ignore_cleanup_errors=True) as work:
        page, printed = Path(work, "document.html"), Path(work, "document.pdf")
        if problems := write_files({page: document}, lasting=False):
            raise DigestError(*problems)
        said = _run(browser, page, printed, Path(work))
        if not printed.is_file():
            raise DigestError(Problem(browser, None, f"it printed nothing ({said})", "a PDF", "try another one: CHROMIUM=…"))
        content = _renumbered(_dated(printed.read_bytes(), epoch))
    if problems := write_files({target: content}):
        raise DigestError(*problems)


def _run(browser: str, page: Path, printed: Path, work: Path) -> str:
    """Let the browser print, and return the last that it said."""
    # A browser of the superuser runs in no sandbox. Ours runs no script, and loads nothing but the site's own files.
    extra = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    command = [browser, *_OPTIONS, *extra, f"--user-data-dir={work / 'profile'}", f"--print-to-pdf={printed}", page.as_uri()]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_MOST_SECONDS)  # noqa: S603 - ours
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return (done.stderr.decode(errors="replace").strip().splitlines() or [f"exit code {done.returncode}"])[-1]


def _dated(content: bytes, epoch: int) -> bytes:
    """Return a PDF as made at another time, written in as many bytes: what it holds is found by where it is."""
    when = datetime.fromtimestamp(epoch, tz=UTC).strftime("%Y%m%d%H%M%S").encode()
    return _DATE.sub(lambda found: found[1] + when + found[0][len(found[1]) + 14 :], content)


def _renumbered(content: bytes) -> bytes:
    """Return a PDF with the names of its nodes counted from 1, in the order they had, which is that of the list of them."""
    places = {name: b"(node%08d)" % (place + 1) for place, name in enumerate(sorted(set(_NODE.findall(content))))}
    return _NODE.sub(lambda found: places[found[1]], content)
