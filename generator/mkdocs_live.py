"""Lets an editor look at the site that is served while the next one is built: MkDocs would have every request wait for it.

It does so lest somebody sees half a site. But here the new site takes the place of the old one when it is whole, so the old one
can be looked at until then, and a page that is ready can be shown. MkDocs has no setting for this: two numbers of its server
are set, that of the site there is and that of the site there is to be, which a request waits for where they differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


def let_through(server: LiveReloadServer) -> None:
    """Have no request wait for the build that has begun."""
    with server._epoch_cond:  # noqa: SLF001 - there is no other way
        server._wanted_epoch = server._visible_epoch  # noqa: SLF001 - as above
        server._epoch_cond.notify_all()  # noqa: SLF001 - as above


def reload_now(server: LiveReloadServer) -> None:
    """Have the browsers load their pages again, and no request wait."""
    with server._epoch_cond:  # noqa: SLF001 - as above
        server._visible_epoch += 1  # noqa: SLF001 - as above
    let_through(server)


def reload_after(server: LiveReloadServer) -> None:
    """Have the browsers load their pages again when the build ends."""
    with server._epoch_cond:  # noqa: SLF001 - as above
        server._wanted_epoch = server._visible_epoch + 1  # noqa: SLF001 - as above
