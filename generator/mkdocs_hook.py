"""Ties the generator to MkDocs, nothing more: pages are built before MkDocs reads docs/, problems reported where it reports.

The site is right without it, too: its pages are under version control, and `python -m generator build` writes the same.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

# MkDocs loads a hook by its path, and its own command does not put the project on the import path.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mkdocs.exceptions import Abort

from generator.build import Folders, build, build_time, finish
from generator.errors import DigestError, Problem

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

    from generator.build import Gathered

log = logging.getLogger("mkdocs.hooks.generator")


class _Run:
    """What one `mkdocs` command keeps between its events."""

    serving = False
    server: LiveReloadServer | None = None
    gathered: Gathered | None = None
    """What the last build read; None where it could not."""
    problems: tuple[Problem, ...] = ()
    code: float = 0.0
    """When the generator's own code was last changed before it was loaded."""


def _last_change() -> float:
    """Return when a module of the generator was last changed."""
    return max(path.stat().st_mtime for path in Path(__file__).parent.rglob("*.py"))


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001 - MkDocs' signature
    """Note whether this run serves: then a problem is shown, and does not end it."""
    _Run.serving = command == "serve"
    _Run.server = None
    _Run.code = _last_change()


def on_serve(server: LiveReloadServer, **_: object) -> LiveReloadServer:
    """Keep the server, whose watch on docs/ must be paused while the generator writes there."""
    _Run.server = server
    return server


def on_pre_build(config: MkDocsConfig) -> None:
    """Build the pages before MkDocs looks for them."""
    folders = Folders(seeds=Path(config.config_file_path).parent / "seeds", docs=Path(config.docs_dir))
    server = _Run.server
    # The server would take the generator's own writing for an edit, and build everything twice.
    if server:
        server.unwatch(config.docs_dir)
    _Run.gathered = None
    try:
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
    config.extra["built"] = build_time()
    # The theme shows these above the page, so that whoever looks at the browser and not at the terminal sees them.
    config.extra["problems"] = [str(problem) for problem in _Run.problems] if _Run.serving else []


def on_post_build(config: MkDocsConfig) -> None:
    """Finish the site, and say at the end what was wrong; a build that is not being served then fails, its good pages built."""
    if _Run.gathered:
        lang = config.theme["language"]
        _Run.problems += finish(_Run.gathered, Path(config.site_dir), built=config.extra["built"], lang=lang)
    for problem in _Run.problems:
        log.log(logging.ERROR if problem.fatal else logging.WARNING, "%s", problem)
    fatal = sum(problem.fatal for problem in _Run.problems)
    if fatal and not _Run.serving:
        message = f"{fatal} problem(s) in the seeds, corrections or vocabularies; everything else is built"
        raise Abort(message)
