"""Lets an editor look at the site that is served while the next one is built: MkDocs would have every request wait for it.

It does so lest somebody sees half a site. But here the new site is built beside the old one, which can be looked at until the
new one takes its place, and a page that is ready can be shown in it. MkDocs has no setting for this: two numbers of its server
are set, that of the site there is and that of the site there is to be, which a request waits for where they differ.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from generator.host import NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mkdocs.livereload import LiveReloadServer


def find_written(docs: Path, made: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield `docs` and each folder below it in which there is anything that was not `made`, and whether all below it is so.

    What was made is given by paths below `docs`. Folders below one of which all is written by hand are not told of.
    """
    known = {docs.joinpath(*path.split("/")) for path in made}
    made_in = {folder for path in known for folder in path.parents}
    for folder, folders, names in os.walk(docs):
        if Path(folder) not in made_in and folder != str(docs):
            folders.clear()
            yield folder, True
        elif folder == str(docs) or any(Path(folder, name) not in known for name in names):
            yield folder, False


def let_through(server: LiveReloadServer, *, building: bool) -> None:
    """Have no request wait for a build; while one goes on, a page that is not there must not count as one of its warnings."""
    logging.getLogger(f"{NAME}.livereload").setLevel(logging.ERROR if building else logging.NOTSET)
    with server._epoch_cond:  # noqa: SLF001 - there is no other way
        server._wanted_epoch = server._visible_epoch  # noqa: SLF001 - as above
        server._epoch_cond.notify_all()  # noqa: SLF001 - as above


def reload_now(server: LiveReloadServer) -> None:
    """Have the browsers load their pages again, and no request wait."""
    with server._epoch_cond:  # noqa: SLF001 - as above
        server._wanted_epoch = server._visible_epoch = server._visible_epoch + 1  # noqa: SLF001 - as above
        server._epoch_cond.notify_all()  # noqa: SLF001 - as above


def reload_after(server: LiveReloadServer) -> None:
    """Have the browsers load their pages again when the build ends, for which requests wait from now on."""
    logging.getLogger(f"{NAME}.livereload").setLevel(logging.NOTSET)
    with server._epoch_cond:  # noqa: SLF001 - as above
        server._wanted_epoch = server._visible_epoch + 1  # noqa: SLF001 - as above
