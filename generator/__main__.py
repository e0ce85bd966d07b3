"""The command line, and the only place that prints: `python -m generator build`, `export`, `explain`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.build import Folders, build, finish, gather
from generator.buildtime import build_time
from generator.editions import ALL
from generator.errors import DigestError
from generator.executors import DEFAULT
from generator.exports.correction_file import correction_file
from generator.exports.explanation import explain_brief
from generator.exports.records import brief_record, json_line
from generator.folderlock import hold
from generator.progress import Progress
from generator.reading import load_reader, read_brief, read_briefs
from generator.vocabulary import DEFAULT_VOCABULARY
from generator.writer import write_new

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.errors import Problem
    from generator.models import Brief

SUCCESS, FAILURE = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 when any input had a problem (argparse exits with 2 on a wrong call)."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", newline="\n")
    docs = getattr(options, "docs", Path("docs"))
    editions = tuple(getattr(options, "editions", ",".join(ALL)).split(","))
    folders = Folders(
        seeds=options.seeds,
        docs=docs,
        vocabulary=options.vocabulary,
        remembers=True,
        executor=options.executor,
        editions=editions,
    )
    try:
        return int(options.run(folders, options))
    except DigestError as error:
        return _report(error.problems)
    except BrokenPipeError:
        # Whoever read the output has seen enough (`… | head`); nothing is wrong.
        sys.stdout = None
        return SUCCESS


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
        "--editions",
        default=",".join(ALL),
        metavar="LANGUAGES",
        help="languages of the pages, the first at the root (default: %(default)s)",
    )
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
    command = commands.add_parser(
        "finish",
        parents=[common, pages],
        help="write into a rendered site what goes with it: the search index and coverage.json",
    )
    command.add_argument("site", type=Path, metavar="SITE_DIR", help="the folder that the renderer wrote")
    command.set_defaults(run=_finish)
    return parser


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
    write_new(target, correction_file(brief, meeting=_meeting_of(brief, folders)))
    print(f"{target}: written; nothing in it counts until you remove a # there")
    return _report(problems)


def _meeting_of(brief: Brief, folders: Folders) -> str | None:
    """Return the name of the page of a report's meeting."""
    meetings = gather(folders).digest.meetings if brief.meeting else ()
    return next((m.id for m in meetings for report in m.reports if report.seed.path == brief.seed.path), None)


def _finish(folders: Folders, options: argparse.Namespace) -> int:
    with hold(folders.docs):
        gathered = gather(folders)
        broken = finish(gathered, options.site, built=build_time(folders.seeds))
        return _report((*gathered.problems, *broken))


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
    sys.exit(main())
