"""The command line, and the only place that prints: `python -m generator build`, `export`, `explain`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from generator.bringing import Given, bring
from generator.build import Folders, build, finish, gather, read_policy
from generator.buildtime import build_time, find_commit, find_epoch
from generator.errors import DigestError, Problem
from generator.executors import DEFAULT
from generator.exports.correction_file import correction_file
from generator.exports.explanation import explain_brief
from generator.exports.headers import HOSTS, headers_of
from generator.exports.records import brief_record, json_line
from generator.folderlock import hold
from generator.labels import load_labels
from generator.links import PAUSE, check_links, count_links, judge_sources
from generator.naming import Names
from generator.paper import paper, parts_of_series, read_parts
from generator.printer import print_pdf
from generator.progress import Progress
from generator.reading import load_reader, read_brief, read_briefs
from generator.settings import TEXTS, load_settings
from generator.views import Index
from generator.vocabulary import DEFAULT_VOCABULARY
from generator.writer import write_new

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.models import Brief

SUCCESS, FAILURE = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 when any input had a problem (argparse exits with 2 on a wrong call)."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", newline="\n")
    try:
        code = int(options.run(_folders(options), options))
        sys.stdout.flush()
    except DigestError as error:
        return _report(error.problems)
    except BrokenPipeError:
        # Whoever read the output has seen enough (`… | head`); nothing is wrong. What is left must go somewhere when all ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SUCCESS
    return code


def _folders(options: argparse.Namespace) -> Folders:
    """Return where to read and write, and what: as the command says, and else as mkdocs.yml does."""
    docs = getattr(options, "docs", Path("docs"))
    settings = load_settings(docs.parent / "mkdocs.yml")
    options.site_url = getattr(options, "site_url", None) or settings.address
    editions, text = getattr(options, "editions", None), getattr(options, "text", None)
    return Folders(
        seeds=options.seeds,
        docs=docs,
        vocabulary=options.vocabulary,
        remembers=True,
        executor=options.executor,
        editions=tuple(editions.split(",")) if editions else settings.editions,
        quotes=text == "quotes" if text else settings.quotes,
    )


def _parser() -> argparse.ArgumentParser:
    """Return the parser; the help is the reference of the command line."""
    parser = argparse.ArgumentParser(prog="python -m generator", description="Turns news reports into the pages of the digest.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--seeds", type=Path, default=Path("seeds"), metavar="DIR", help="folder of reports (default: seeds)")
    common.add_argument(
        "--vocabulary",
        type=Path,
        default=DEFAULT_VOCABULARY,
        metavar="DIR",
        help="folder of controlled lists (default: the package's)",
    )
    common.add_argument(
        "--executor",
        default=DEFAULT,
        metavar="WHO",
        help="who reads where there is much to read: processes, processes:NUMBER or dask://HOST:PORT (default: processes)",
    )
    pages = argparse.ArgumentParser(add_help=False)
    pages.add_argument("--docs", type=Path, default=Path("docs"), metavar="DIR", help="folder of pages (default: docs)")
    pages.add_argument(
        "--editions", metavar="LANGUAGES", help="languages of the pages, the first at the root (default: those of mkdocs.yml)"
    )
    pages.add_argument("--text", choices=TEXTS, help="what is published of each report (default: what mkdocs.yml says)")
    command = commands.add_parser("build", parents=[common, pages], help="write the pages below docs/")
    command.add_argument("--check", action="store_true", help="write nothing; fail when the pages differ from the seeds")
    command.add_argument(
        "--keep-going", action="store_true", help="return 0 although a report or correction has a problem that is said"
    )
    command.set_defaults(run=_build)
    command = commands.add_parser("export", parents=[common], help="print the brief records as JSON Lines")
    command.set_defaults(run=_export)
    command = commands.add_parser("explain", parents=[common], help="print one report's facts, the words and rules behind them")
    command.add_argument("seed", metavar="SEED", help="the report: its path, or its name in the folder of reports")
    command.set_defaults(run=_explain)
    command = commands.add_parser(
        "correct", parents=[common], help="write a file of corrections for one report, with today's facts as comments"
    )
    command.add_argument("seed", metavar="SEED", help="the report: its path, or its name in the folder of reports")
    command.set_defaults(run=_correct)
    _add_web_commands(commands, common)
    command = commands.add_parser(
        "finish",
        parents=[common, pages],
        help="write into a rendered site what goes with it: search index, data, feeds, calendars, site map, _headers",
    )
    command.add_argument("site", type=Path, metavar="SITE_DIR", help="the folder that the renderer wrote")
    command.add_argument("--site-url", metavar="URL", help="where it is published (default: what mkdocs.yml says)")
    command.set_defaults(run=_finish)
    command = commands.add_parser(
        "headers", parents=[common], help="print how a web server is told which headers go with the files of a rendered site"
    )
    command.add_argument("host", choices=HOSTS, help="the web server")
    command.add_argument("site", type=Path, metavar="SITE_DIR", help="the folder that the renderer wrote")
    command.set_defaults(run=_headers)
    _add_pdf(commands, common)
    return parser


def _add_pdf(commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    command = commands.add_parser(
        "pdf",
        parents=[common],
        help="print a series, its meetings and the reports on them as one PDF, by the machine's Chromium",
    )
    command.add_argument("series", metavar="SERIES", help="the series, as its address says: series/SERIES/")
    command.add_argument("--site", type=Path, default=Path("site"), metavar="DIR", help="folder of the site (default: site)")
    command.add_argument("--out", type=Path, metavar="FILE", help="the file to write (default: SERIES.pdf)")
    command.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of the interface (default: vi)")
    command.set_defaults(run=_pdf)


def _add_web_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the commands that ask other sites, and nothing else here does."""
    asking = argparse.ArgumentParser(add_help=False)
    asking.add_argument("--allow-private", action="store_true", help="ask machines of this network, too")
    command = commands.add_parser("add", parents=[common, asking], help="bring an article in as a report with its corrections")
    command.add_argument("source", metavar="SOURCE", help="the article: its address, an HTML file, or - for standard input")
    command.add_argument("--url", metavar="URL", help="where it was published, for a file, or a copy of an archive")
    command.add_argument("--encoding", metavar="NAME", help="what the page is written in, where it says something else")
    command.add_argument("--retrieved", metavar="DATE", help="when it was taken (default: today, for an address)")
    command.add_argument("--archive", metavar="URL", help="where an archive keeps a copy")
    command.add_argument("--editor", metavar="NAME", help="who brings it in, for the corrections")
    command.set_defaults(run=_bring)
    command = commands.add_parser("check-links", parents=[common, asking], help="ask each source whether it is still there")
    command.add_argument(
        "--pause", type=float, default=PAUSE, metavar="SECONDS", help=f"between two questions to one site (default: {PAUSE:g})"
    )
    command.set_defaults(run=_check_links)


def _bring(folders: Folders, options: argparse.Namespace) -> int:
    given = Given(
        today=datetime.now(UTC).astimezone().date().isoformat(),
        url=options.url,
        encoding=options.encoding,
        retrieved=options.retrieved,
        archive=options.archive,
        editor=options.editor,
        allow_private=options.allow_private,
    )
    reader, labels, stdin = load_reader(folders.vocabulary), load_labels("vi"), sys.stdin.buffer
    brought = bring(options.source, folders.seeds, reader=reader, given=given, labels=labels, stdin=stdin)
    for line in brought.lines():
        print(line)
    return _report(brought.problems)


def _check_links(folders: Folders, options: argparse.Namespace) -> int:
    gathered = gather(folders)
    briefs = sorted(gathered.digest.briefs, key=lambda brief: brief.seed.path)
    asked = check_links(briefs, allow_private=options.allow_private, pause=options.pause)
    verdicts = dict(Progress().follow(asked, count_links(briefs), "asking sources"))
    fates = [verdict.fate for verdict in verdicts.values()]
    code = _report((*gathered.problems, *judge_sources(briefs, verdicts)))
    print(
        f"{len(fates)} addresses: " + ", ".join(f"{fates.count(fate)} {fate}" for fate in ("alive", "moved", "dead", "unsure"))
    )
    return code


def _build(folders: Folders, options: argparse.Namespace) -> int:
    progress = Progress()
    report = build(folders, dry_run=options.check, progress=progress)
    written = report.written
    verbs = ("would change", "would be removed") if options.check else ("written", "removed")
    for verb, paths in zip(verbs, (written.changed, written.removed), strict=True):
        for path in paths if options.check else ():
            print(f"{path}: {verb}")
    print(f"{report}\n{progress}")
    drifted = options.check and bool(written.changed or written.removed)
    if drifted:
        print("the pages are not what the seeds give: run `python -m generator build` and commit docs/", file=sys.stderr)
    failed = _report(report.problems) and not (options.keep_going and not written.problems)
    return FAILURE if failed or drifted else SUCCESS


def _export(folders: Folders, _: argparse.Namespace) -> int:
    briefs, problems = read_briefs(folders.seeds, vocabulary=folders.vocabulary, executor=folders.executor)
    for brief in briefs:
        print(json_line(brief_record(brief)))
    return _report(problems)


def _correct(folders: Folders, options: argparse.Namespace) -> int:
    path = _find_seed(folders, options)
    target = path.with_suffix(".yml")
    brief, problems = read_brief(path, reader=load_reader(folders.vocabulary))
    write_new({target: correction_file(brief, meeting=_meeting_of(brief, folders))})
    print(f"{target}: written; nothing in it counts until you remove a # there")
    return _report(problems)


def _meeting_of(brief: Brief, folders: Folders) -> str | None:
    """Return the name of the page of a report's meeting."""
    meetings = gather(folders).digest.meetings if brief.meeting else ()
    return next((m.id for m in meetings for report in m.reports if report.seed.path == brief.seed.path), None)


def _finish(folders: Folders, options: argparse.Namespace) -> int:
    with hold(folders.docs):
        gathered = gather(folders)
        built, commit = build_time(folders.seeds), find_commit(folders.seeds)
        broken = finish(gathered, options.site, built=built, commit=commit, address=options.site_url)
        return _report((*gathered.problems, *broken))


def _headers(_: Folders, options: argparse.Namespace) -> int:
    policy = read_policy(options.site)
    if policy is None:
        found, remedy = "no front page with a policy", "run `make site` first"
        raise DigestError(Problem(str(options.site), None, found, "a rendered site", remedy))
    print(HOSTS[options.host](headers_of(policy)), end="")
    return SUCCESS


def _pdf(folders: Folders, options: argparse.Namespace) -> int:
    gathered, labels = gather(folders), load_labels(options.lang)
    index = Index(gathered.digest, vocabulary=gathered.vocabulary)
    names = Names(gathered.vocabulary, labels, gathered.digest.meetings)
    parts = parts_of_series(options.series, index.series, names)
    pages = read_parts(parts, options.site)
    target = options.out or Path(f"{options.series}.pdf")
    document = paper(parts, pages, site=f"{options.site.resolve().as_uri()}/", labels=labels)
    print_pdf(document, target, epoch=find_epoch(folders.seeds))
    print(f"{target}: written, of {len(parts)} pages of the site")
    return SUCCESS


def _find_seed(folders: Folders, options: argparse.Namespace) -> Path:
    path = Path(options.seed)
    return path if path.exists() else folders.seeds / path.with_suffix(".txt").name


def _explain(folders: Folders, options: argparse.Namespace) -> int:
    reader = load_reader(folders.vocabulary)
    brief, problems = read_brief(_find_seed(folders, options), reader=reader)
    for line in explain_brief(brief, reader.read(brief.seed).lost):
        print(line)
    return _report(problems)


def _report(problems: Iterable[Problem]) -> int:
    """Print every problem, and return the exit code they call for."""
    fatal = 0
    for problem in problems:
        print(problem, file=sys.stderr)
        fatal += problem.fatal
    if fatal:
        print(f"{fatal} problem(s); everything else is done", file=sys.stderr)
    return FAILURE if fatal else SUCCESS


if __name__ == "__main__":
    # Whoever ends it has it tidy up: what it runs ends, too, and what it keeps for a while is removed.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    sys.exit(main())
