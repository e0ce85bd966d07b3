"""Ties the generator to MkDocs, nothing more: pages are built before MkDocs reads docs/, problems reported where it reports.

The site is right without it, too: its pages are under version control, and `python -m generator build` writes the same.
MkDocs empties the site's folder and then builds into it for as long as it takes; here it builds beside it, and what is whole
takes its place.
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Literal

# MkDocs loads a hook by its path, and its own command does not put the project on the import path.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mkdocs.exceptions import Abort
from mkdocs.utils import CountHandler

from generator.build import Folders, build, finish
from generator.buildtime import VARIABLE, build_time, find_epoch
from generator.errors import DigestError, Problem
from generator.executors import DEFAULT
from generator.folderlock import hold
from generator.swap import beside, remove_folder, restore_folder
from generator.writer import make_folder, publish_folder

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

    from generator.build import Gathered

log = logging.getLogger("mkdocs.hooks.generator")


class _Run:
    """What one `mkdocs` command keeps between its events."""

    serving = dirty = False
    server: LiveReloadServer | None = None
    gathered: Gathered | None = None
    """What the last build read; None where it could not."""
    problems: tuple[Problem, ...] = ()
    code: float = 0.0
    """When the generator's own code was last changed before it was loaded."""
    site: Path | None = None
    """Where the site goes when it is whole; None where MkDocs builds in its place, as it does to serve."""
    lock = ExitStack()
    """Holds the folder of pages from before they are written until the site is in its place."""


def _last_change() -> float:
    """Return when a module of the generator was last changed."""
    return max(path.stat().st_mtime for path in Path(__file__).parent.rglob("*.py"))


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Note whether this run serves: then a problem is shown, and does not end it."""
    _Run.serving, _Run.dirty = command == "serve", dirty
    _Run.server = None
    _Run.code = _last_change()


def on_serve(server: LiveReloadServer, **_: object) -> LiveReloadServer:
    """Keep the server, whose watch on docs/ must be paused while the generator writes there."""
    _Run.server = server
    return server


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Let MkDocs build beside the site, so that readers keep the old one until the new one is whole."""
    site = Path(os.path.realpath(config.site_dir))
    # A folder that is another disk's cannot be exchanged, and one that is only brought up to date must not be empty.
    if not (_Run.serving or _Run.dirty or site.is_mount()):
        _Run.site = site
        config.site_dir = str(beside(site))
    if not _Run.serving:
        # For the dates that MkDocs writes.
        os.environ[VARIABLE] = str(find_epoch(_seeds(config)))
    return config


def _seeds(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / "seeds"


def on_pre_build(config: MkDocsConfig) -> None:
    """Build the pages before MkDocs looks for them."""
    executor = config.extra.get("executor") or DEFAULT
    folders = Folders(seeds=_seeds(config), docs=Path(config.docs_dir), remembers=True, executor=executor)
    server = _Run.server
    # The server would take the generator's own writing for an edit, and build everything twice.
    if server:
        server.unwatch(config.docs_dir)
    _Run.gathered = None
    try:
        if not _Run.serving:
            make_folder(folders.docs)
            _Run.lock.enter_context(hold(folders.docs))
        _make_room()
        report = build(folders, lang=config.theme["language"])
    except DigestError as error:
        _Run.problems = error.problems
    except Exception as error:
        if not _Run.serving:
            raise
        # Whoever is at work on the generator mends it while the server goes on.
        log.exception("the generator failed")
        found = f"the generator failed ({type(error).__name__}: {error})"
        _Run.problems = (Problem("generator", None, found, "pages", "see the trace in the terminal"),)
    else:
        _Run.problems, _Run.gathered = report.problems, report.gathered
        log.info("%d briefs, %d meetings; %d pages changed", report.briefs, report.meetings, len(report.written.changed))
    finally:
        if server:
            server.watch(config.docs_dir)
    if _Run.serving and _last_change() > _Run.code:
        log.warning("the generator's code has changed since it was loaded: restart `mkdocs serve` to run it")
    config.extra["built"] = build_time(folders.seeds)
    # The theme shows these above the page, so that whoever looks at the browser and not at the terminal sees them.
    config.extra["problems"] = [str(problem) for problem in _Run.problems] if _Run.serving else []


def on_post_build(config: MkDocsConfig) -> None:
    """Finish the site and put it in its place, and say at the end what was wrong; a build that is not served then fails.

    What is wrong with a report costs no more than its page, so the site with the others is published all the same. It is not
    where the lists or the index are broken, or where MkDocs itself has warned and is to be strict.
    """
    if _Run.gathered:
        lang = config.theme["language"]
        broken = finish(_Run.gathered, Path(config.site_dir), built=config.extra["built"], lang=lang)
        _Run.problems += broken
        if not any(problem.fatal for problem in broken) and not (config.strict and _has_warned()):
            _Run.problems += _publish(config)
    is_kept = bool(_Run.site and beside(_Run.site).exists())
    _clean_up(config)
    for problem in _Run.problems:
        # Not as a warning: a strict build ends with the first, and an odd report must not take the site down.
        log.log(logging.ERROR if problem.fatal else logging.INFO, "%s", problem)
    fatal = sum(problem.fatal for problem in _Run.problems)
    if fatal and not _Run.serving and (is_kept or not config.extra.get("keep_going")):
        rest = "the site is what it was" if is_kept else "everything else is built"
        message = f"{fatal} problem(s) in the seeds, corrections or vocabularies; {rest}"
        raise Abort(message)


def on_build_error(error: Exception) -> None:
    """Leave nothing behind of a site that was not finished, and say of a full or locked disk what it is."""
    site = _Run.site
    _clean_up()
    if isinstance(error, OSError) and error.filename and site:
        place = str(error.filename).replace(str(beside(site)), str(site))
        found = f"cannot be written ({error.strerror})"
        problem = Problem(place, None, found, "a folder with room and the right to write", "mend it and build again")
        message = f"{problem}; the site is what it was"
        raise Abort(message) from error


def on_shutdown() -> None:
    """Leave nothing behind when the run is interrupted."""
    _clean_up()


def _make_room() -> None:
    """Begin with an empty place beside the site, and mend what a run that was killed left; nothing where MkDocs serves."""
    if _Run.site:
        restore_folder(_Run.site)
        remove_folder(beside(_Run.site))
        make_folder(beside(_Run.site))


def _publish(config: MkDocsConfig) -> tuple[Problem, ...]:
    """Put the finished site in its place; return what was wrong."""
    return publish_folder(Path(config.site_dir), _Run.site) if _Run.site else ()


def _clean_up(config: MkDocsConfig | None = None) -> None:
    """Remove what is left of an unfinished site, let others build, and name the site's folder to whoever asks afterwards."""
    if _Run.site:
        remove_folder(beside(_Run.site))
        if config:
            config.site_dir = str(_Run.site)
    _Run.site = None
    _Run.lock.close()


def _has_warned() -> bool:
    """Tell whether MkDocs, being strict, is going to end this run for what it has warned of."""
    counters = [handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler)]
    return any(count for counter in counters for _, count in counter.get_counts())
