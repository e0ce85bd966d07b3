"""Makes the search index of a served site while the editor already looks at the pages, and says there how far it is.

In a process of its own, which the next change ends: an index is made whole or not at all, and until it is there the search
finds what was there before.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from generator.host import NAME
from generator.writer import write_files

if TYPE_CHECKING:
    from collections.abc import Sequence

log = logging.getLogger(f"{NAME}.hooks.{__name__}")

STATUS = "status.json"
"""What the pages of a served site show to the editor."""
_PATIENCE = 5
"""Seconds that a process has to end by itself."""


class Indexing:
    """At most one making of an index."""

    def __init__(self) -> None:
        """Make nothing yet."""
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, site: Path, problems: Sequence[str], *, options: Sequence[str]) -> None:
        """Begin to make the index of `site`; `options` are those of the command line."""
        path = os.pathsep.join(filter(None, (str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH"))))
        command = [sys.executable, "-m", "generator", "finish", str(site), *options]
        log.info("the search index is being made in the background")
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            command, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        threading.Thread(target=self._wait, args=(self._process, site, problems), daemon=True).start()

    def _wait(self, process: subprocess.Popen[bytes], site: Path, problems: Sequence[str]) -> None:
        began = time.monotonic()
        _, said = process.communicate()
        if process is not self._process:
            return
        if process.returncode:
            log.error("the search index could not be made:\n%s", said.decode(errors="replace").strip())
        else:
            log.info("the search index is there, after %.0f seconds", time.monotonic() - began)
        show_status(site, problems, indexing=False)

    def stop(self) -> None:
        """End what is being made."""
        process, self._process = self._process, None
        if process:
            # So that it ends Pagefind, and takes its folder with it.
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(_PATIENCE)
            process.kill()
            process.wait()


def show_status(site: Path, problems: Sequence[str], *, indexing: bool) -> None:
    """Tell the pages of a served site what is wrong, and whether the search is behind."""
    status = {"problems": list(problems), "indexing": indexing}
    write_files({site / STATUS: json.dumps(status, ensure_ascii=False)}, lasting=False)
