"""Ties the generator to MkDocs, nothing more: pages are built before MkDocs reads docs/, problems reported where it reports.

The site is right without it, too: its pages are under version control, and `python -m generator build` writes the same.
MkDocs empties the site's folder and then builds into it for as long as it takes; here it builds beside it, and what is whole
takes its place. It renders only what would not come out as it is (`mkdocs_pages`).
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

# MkDocs loads a hook by its path, and its own command does not put the project on the import path.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generator.background import Indexing, show_status
from generator.build import Folders, begin, build, finish, pages_of_changed, report_keys
from generator.buildtime import VARIABLE, build_time, find_commit, find_epoch
from generator.carry import bring
from generator.editions import ALL
from generator.errors import DigestError, Problem
from generator.executors import DEFAULT
from generator.folderlock import hold
from generator.host import NAME, load_module
from generator.indexer import FOLDER as SEARCH
from generator.mkdocs_lean import LeanTemplates, drop_ends
from generator.mkdocs_lines import QuickLines
from generator.mkdocs_live import find_written, let_through, reload_after, reload_now
from generator.mkdocs_pages import Renderer, stop, version_of_look
from generator.progress import Progress
from generator.settings import TEXTS, read_settings
from generator.shelf import Shelf
from generator.swap import beside, remove_folder, restore_folder
from generator.writer import make_folder, publish_folder

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from generator.build import Ahead, Gathered, Report
    from generator.settings import Settings

log = logging.getLogger(f"{NAME}.hooks.generator")


class _Run:
    """What one `mkdocs` command keeps between its events."""

    serving = dirty = False
    server: LiveReloadServer | None = None
    watched: tuple[str, ...] = ()
    """The folders in docs/ in which the server looks for changes."""
    made: frozenset[str] = frozenset()
    """The paths below docs/ of what the generator has written there."""
    report: Report | None = None
    """What the last build did; None where it could not."""
    before: tuple[dict[str, str], Renderer] | None = None
    """The keys of the reports that the build before had, and what its pages were rendered with."""
    version = ""
    """What all pages have in common, in short."""
    ahead: Ahead | None = None
    """What is made of the site beside its pages."""
    renderer: Renderer | None = None
    progress = Progress()
    mkdocs = ExitStack()
    """Counts what MkDocs does as part of a stage."""
    problems: tuple[Problem, ...] = ()
    code: float = 0.0
    """When the generator's own code was last changed before it was loaded."""
    site: Path | None = None
    """Where the site goes when it is whole; None where MkDocs builds in its place."""
    indexing = Indexing()
    lock = ExitStack()
    """Holds the folder of pages from before they are written until the site is in its place."""


def _last_change() -> float:
    """Return when a module of the generator was last changed."""
    return max(path.stat().st_mtime for path in Path(__file__).parent.rglob("*.py"))


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Note whether this run serves: then a problem is shown, and does not end it."""
    # MkDocs takes back what a hook has put there while it was loaded; the processes that read reports look there, too.
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    _Run.serving, _Run.dirty = command == "serve", dirty
    _Run.server = None
    _Run.code = _last_change()


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: object) -> LiveReloadServer:
    """Serve the site from where it is put, and keep the server, whose watch on docs/ must be paused while pages are written.

    It looks for changes of what people write there, and not in the folders of generated pages: to look at ten thousand of them
    twice a second takes longer than to build.
    """
    _Run.server = server
    server.unwatch(config.docs_dir)
    _watch(server, config)
    served = _served(config)
    if not _Run.dirty:
        server.root = str(served)
        server.error_handler = lambda code: _read(served / f"{code}.html")
    return server


def _watch(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Have the server look for changes to whatever is in docs/ that the generator did not write."""
    _Run.watched = ()
    for folder, below in find_written(Path(config.docs_dir), _Run.made):
        # It may be gone by now.
        with suppress(OSError):
            server.watch(folder, recursive=below)
            _Run.watched += (folder,)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Let MkDocs build beside the site, so that readers keep the old one until the new one is whole."""
    site = _served(config) if _Run.serving else Path(os.path.realpath(config.site_dir))
    config.nav = _drop_editions(config.nav, config)
    # A folder that is another disk's cannot be exchanged, and one that is only brought up to date must not be empty.
    if not (_Run.dirty or site.is_mount()):
        _Run.site = site
        config.site_dir = str(beside(site))
        _Run.version = version_of_look(config, serving=_Run.serving)
    config.markdown_extensions.append(QuickLines())  # type: ignore[arg-type] # MkDocs knows extensions by name only
    if not _Run.serving:
        # For the dates that MkDocs writes.
        os.environ[VARIABLE] = str(find_epoch(_folders(config).seeds))
    return config


def _folders(config: MkDocsConfig) -> Folders:
    seeds, executor = Path(config.config_file_path).parent / "seeds", config.extra.get("executor") or DEFAULT
    settings = _settings(config)
    return Folders(
        seeds=seeds,
        docs=Path(config.docs_dir),
        remembers=True,
        executor=executor,
        editions=settings.editions,
        quotes=settings.quotes,
    )


def _settings(config: MkDocsConfig) -> Settings:
    return read_settings(dict(config.extra), address=config.site_url or "", lang=config.theme["language"])


def _editions(config: MkDocsConfig) -> tuple[str, ...]:
    """Return the languages that the site is made in, that at the root first."""
    return _settings(config).editions


def _is_dropped(path: str, config: MkDocsConfig) -> bool:
    """Tell whether the page at `path` is of an edition that is not made."""
    folder, below, _ = path.partition("/")
    return bool(below) and folder in ALL and folder not in _editions(config)[1:]


def _drop_editions(nav: Any, config: MkDocsConfig) -> Any:  # noqa: ANN401 - MkDocs' settings are any YAML
    """Return what of the navigation is of an edition that is made."""
    if isinstance(nav, dict):
        return {title: kept for title, below in nav.items() if (kept := _drop_editions(below, config))}
    if isinstance(nav, list):
        return [kept for below in nav if (kept := _drop_editions(below, config))]
    return None if isinstance(nav, str) and _is_dropped(nav, config) else nav


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out the pages that somebody wrote for an edition that is not made."""
    for file in [file for file in files if _is_dropped(file.src_uri, config)]:
        files.remove(file)
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG001 - MkDocs' signature
    """Say of a page written by hand of which edition it is and, where the others have none like it, that they lead home."""
    if page.meta.get("generated"):
        return
    root, *others = _editions(config)
    path = page.file.src_uri
    own = next((lang for lang in others if path.startswith(f"{lang}/")), root)
    path = path.removeprefix(f"{own}/") if own != root else path
    page.meta.setdefault("edition", own)
    if not all(files.get_file_from_path(path if lang == root else f"{lang}/{path}") for lang in (root, *others)):
        page.meta.setdefault("twin", "")


def on_page_content(html: str, **_: object) -> str:
    """Leave out what no browser shows of the ends of lines."""
    return drop_ends(html)


def _served(config: MkDocsConfig) -> Path:
    """Return where a site is that is served to an editor: in a place that lasts, so that most of it is there the next time."""
    return Path(os.path.realpath(_folders(config).cache)) / "served"


def on_pre_build(config: MkDocsConfig) -> None:
    """Build the pages before MkDocs looks for them."""
    if _Run.server and _Run.site:
        let_through(_Run.server, building=True)
    _Run.before = (report_keys(_Run.report.gathered), _Run.renderer) if _Run.report and _Run.renderer else None
    _Run.report = _Run.renderer = None
    _Run.progress = Progress()
    _Run.indexing.stop()
    try:
        _build_pages(_folders(config), config)
    except DigestError as error:
        _Run.problems = error.problems
    except Exception as error:
        if not _Run.serving:
            raise
        # Whoever is at work on the generator mends it while the server goes on.
        log.exception("the generator failed")
        found = f"the generator failed ({type(error).__name__}: {error})"
        _Run.problems = (Problem("generator", None, found, "pages", "see the trace in the terminal"),)
    _Run.mkdocs.enter_context(_Run.progress.stage("site"))
    if _Run.serving and _last_change() > _Run.code:
        log.warning("the generator's code has changed since it was loaded: restart `mkdocs serve` to run it")
    seeds = _folders(config).seeds
    # While somebody edits, every page is of changes to come.
    config.extra["built"], config.extra["commit"] = build_time(seeds), None if _Run.serving else find_commit(seeds)


def _build_pages(folders: Folders, config: MkDocsConfig) -> None:
    make_folder(folders.docs)
    _Run.lock.enter_context(hold(folders.docs))
    _make_room()
    # The server would take the generator's own writing for an edit, and build everything twice.
    if _Run.server:
        for folder in _Run.watched:
            _Run.server.unwatch(folder)
    try:
        report = build(folders, progress=_Run.progress, then=lambda gathered: _begin(gathered, config))
        _Run.made = frozenset(report.contents) or _Run.made
    finally:
        if _Run.server:
            _watch(_Run.server, config)
    _Run.problems, _Run.report = report.problems, report
    log.info("%s", report)


def _begin(gathered: Gathered, config: MkDocsConfig) -> None:
    """Begin with what takes its time while the pages are made; of what is served, show what was saved, and the rest later."""
    if _Run.serving:
        _show_saved(gathered)
        return
    site, address = Path(config.site_dir), _settings(config).address
    _Run.ahead = begin(gathered, site, address=address, before=_Run.site)


def _show_saved(gathered: Gathered) -> None:
    """Show the pages of the reports that somebody has just saved as they are now; all that follows from it is still to come."""
    if not (_Run.before and _Run.server and _Run.site):
        return
    (before, renderer), _Run.before = _Run.before, None  # much room is taken by what MkDocs knows of ten thousand pages
    try:
        pages = pages_of_changed(gathered, before)
    except Exception:
        log.debug("what was saved cannot be shown yet", exc_info=True)
        return
    if shown := [page.path for page in pages if renderer.show(page.path, page.text, _Run.site)]:
        log.info("shown already, before all that follows from it: %s", ", ".join(shown))
        reload_now(_Run.server)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001 - MkDocs' signature
    """Leave out the lines of a page on which its template says nothing, and what no browser shows."""
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension(LeanTemplates)
    return env


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep what would be rendered the same."""
    if _Run.site and _Run.report:
        shelf = Shelf(_cache(config, "notes"), _Run.site)
        # The page on coverage says when the site was built.
        sources = {path: content for path, content in _Run.report.contents.items() if Path(path).name != "coverage.md"}
        _Run.renderer = Renderer(shelf, sources=sources, version=_Run.version, progress=_Run.progress)
        _Run.renderer.begin(files, spare=_cache(config, "spare"), target=Path(config.site_dir))
    return nav


def _cache(config: MkDocsConfig, what: str) -> Path:
    """Return where something of the site is kept for the next build."""
    return _folders(config).cache / f"{'served' if _Run.serving else 'site'}.{what}"


def on_post_build(config: MkDocsConfig) -> None:
    """Finish the site and put it in its place, and say at the end what was wrong; a build that is not served then fails.

    What is wrong with a report costs no more than its page, so the site with the others is published all the same. It is not
    where the lists or the index are broken, or where MkDocs itself has warned and is to be strict; what is served always is.
    """
    _Run.mkdocs.close()
    with _Run.progress.stage("search and data"):
        is_whole = _finish(config) and not (config.strict and _has_warned())
    if _Run.server and _Run.site:
        reload_after(_Run.server)
    if is_whole or _Run.serving:
        with _Run.progress.stage("publishing"):
            _Run.problems += _publish(config)
    log.info("%s", _Run.progress)
    is_kept = bool(_Run.site and beside(_Run.site).exists())
    _clean_up(config)
    for problem in _Run.problems:
        # Not as a warning: a strict build ends with the first, and an odd report must not take the site down.
        log.log(logging.ERROR if problem.fatal else logging.INFO, "%s", problem)
    fatal = sum(problem.fatal for problem in _Run.problems)
    if fatal and not _Run.serving and (is_kept or not config.extra.get("keep_going")):
        rest = "the site is what it was" if is_kept else "everything else is built"
        message = f"{fatal} problem(s) in the seeds, corrections or vocabularies; {rest}"
        raise load_module("exceptions").Abort(message)


def _finish(config: MkDocsConfig) -> bool:
    """Write what goes with the pages of the site; tell whether it is whole. What is served gets its index later."""
    if not _Run.report:
        return False
    broken = finish(
        _Run.report.gathered,
        Path(config.site_dir),
        built=config.extra["built"],
        commit=config.extra["commit"],
        address=_settings(config).address,
        indexes=not _Run.serving,
        before=_Run.site,
        ahead=_Run.ahead,
    )
    _Run.problems += broken
    return not any(problem.fatal for problem in broken)


def on_build_error(error: Exception) -> None:
    """Leave nothing behind of a site that was not finished, and say of a full or locked disk what it is."""
    site = _Run.site
    _clean_up()
    if _Run.server:
        let_through(_Run.server, building=False)
    if isinstance(error, OSError) and error.filename and site:
        place = str(error.filename).replace(str(beside(site)), str(site))
        found = f"cannot be written ({error.strerror})"
        problem = Problem(place, None, found, "a folder with room and the right to write", "mend it and build again")
        message = f"{problem}; the site is what it was"
        raise load_module("exceptions").Abort(message) from error


def on_shutdown() -> None:
    """Leave nothing behind when the run is interrupted."""
    _Run.indexing.stop()
    _clean_up()


def _make_room() -> None:
    """Begin with an empty place beside the site, and mend what a run that was killed left; nothing where MkDocs serves."""
    if _Run.site:
        restore_folder(_Run.site)
        remove_folder(beside(_Run.site))
        make_folder(beside(_Run.site))


def _publish(config: MkDocsConfig) -> tuple[Problem, ...]:
    """Put the finished site in its place; return what was wrong."""
    site = _Run.site
    if site is None:
        return ()
    if _Run.serving:
        # Until there is a new index the search goes on with the old one.
        bring(SEARCH, site=site, target=Path(config.site_dir))
        show_status(Path(config.site_dir), _shown(config), indexing=bool(_Run.report))
    problems = publish_folder(Path(config.site_dir), site, spare=_cache(config, "spare"))
    if _Run.renderer and not problems:
        _Run.renderer.end(site)
    if _Run.serving and _Run.report and not problems:
        folders, settings = _folders(config), _settings(config)
        given = {"--seeds": folders.seeds, "--docs": folders.docs, "--editions": ",".join(settings.editions)}
        given |= {"--site-url": settings.address, "--text": TEXTS[settings.quotes]}
        options = [str(part) for pair in given.items() for part in pair]
        _Run.indexing.start(site, _shown(config), options=options)
    return problems


def _shown(config: MkDocsConfig) -> list[str]:
    """Return what is wrong, in words; whoever looks at the browser and not at the terminal sees it above the pages."""
    return list(dict.fromkeys([*map(str, _Run.problems), *config.extra.get("problems", ())]))


def _clean_up(config: MkDocsConfig | None = None) -> None:
    """Remove what is left of an unfinished site, let others build, and name the site's folder to whoever asks afterwards."""
    if _Run.ahead:
        _Run.ahead.stop()
    if _Run.site:
        remove_folder(beside(_Run.site))
        if config:
            config.site_dir = str(_Run.site)
    _Run.site = _Run.ahead = None
    _Run.mkdocs.close()
    _Run.lock.close()
    stop()


def _read(path: Path) -> bytes | None:
    with suppress(OSError):
        return path.read_bytes()
    return None


def _has_warned() -> bool:
    """Tell whether MkDocs, being strict, is going to end this run for what it has warned of."""
    handles = load_module("utils").CountHandler
    counters = [handler for handler in logging.getLogger(NAME).handlers if isinstance(handler, handles)]
    return any(count for counter in counters for _, count in counter.get_counts())
