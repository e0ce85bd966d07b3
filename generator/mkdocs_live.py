"""Lets an editor look at the site that is served while the next one is built: MkDocs would have every request wait for it.

It does so lest somebody sees half a site. But here the new site is built beside the old one, which can be looked at until the
new one takes its place, and a page that is ready can be shown in it. MkDocs has no setting for this: two numbers of its server
are set, that of the site there is and that of the site there is to be, which a request waits for where they differ.
"""

from __future__ import annotations

import logging
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.host import NAME
from generator.writer import walk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from mkdocs.livereload import LiveReloadServer


def find_written(docs: Path, made: Collection[str]) -> Iterator[tuple[str, bool]]:
    """Yield `docs` and each folder below it in which there is anything that was not `made`, and whether all below it is so.

    What was made is given by paths below `docs`. Folders below one of which all is written by hand are not told of.
    """
    made_in = {path.rpartition("/")[0] for path in made}
    made_in |= {str(parent) for folder in made_in for parent in PurePosixPath(folder).parents}
    for below, folders, names in walk(docs):
        is_written = below.rstrip("/") not in made_in and below != ""
        if is_written:
            folders.clear()
        if is_written or below == "" or any(f"{below}{name}" not in made for name in names):
            yield str(docs / below), is_written


def let_through(server: LiveReloadServer, *, building: bool) -> None:
    """Have no request wait for a build; while one goes on, a page that is not there must not count as one of its warnings."""
    _set_warnings(heard=not building)
    _set_epochs(server)


def reload_now(server: LiveReloadServer) -> None:
    """Have the browsers load their pages again, and no request wait."""
    _set_epochs(server, shown=1)


def reload_after(server: LiveReloadServer) -> None:
    """Have the browsers load their pages again when the build ends, for which requests wait from now on."""
    _set_warnings(heard=True)
    _set_epochs(server, to_come=1)


def _set_epochs(server: LiveReloadServer, *, shown: int = 0, to_come: int = 0) -> None:
    """Give the site there is a number so much higher, and that which is to be one so much higher than that; tell who waits."""
    with server._epoch_cond:  # noqa: SLF001 - there is no other way
        server._visible_epoch += shown  # noqa: SLF001 - as above
        server._wanted_epoch = server._visible_epoch + to_come  # noqa: SLF001 - as above
        server._epoch_cond.notify_all()  # noqa: SLF001 - as above


def _set_warnings(*, heard: bool) -> None:
    logging.getLogger(f"{NAME}.livereload").setLevel(logging.NOTSET if heard else logging.ERROR)
