"""Asks each source whether it is still there: few questions at a time, and each site one after the other.

A source passes away, and the page that rests on it remains; an archive's copy, which an editor names, then stands for it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from generator.errors import Problem
from generator.fetching import Unreachable, ask
from generator.urls import is_front_page, page_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.models import Brief

SITES = 8
"""How many sites are asked at a time."""
PAUSE = 1.0
"""Seconds between two questions to one site."""
_OK = 200
_GONE = frozenset({404, 410})
_ERROR = 400


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an address."""

    fate: Literal["alive", "moved", "dead", "unsure"]
    why: str = ""
    """What was answered, or where it leads to."""


def check_links(briefs: Iterable[Brief], *, allow_private: bool = False, pause: float = PAUSE) -> Iterator[tuple[str, Verdict]]:
    """Yield each address of a source or of its copy, each once, and what became of it, as they are answered.

    `allow_private`: see `fetching`; `pause` is in seconds.
    """
    sites: dict[str, list[str]] = {}
    for url in dict.fromkeys(url for brief in briefs for url in _addresses(brief)):
        sites.setdefault(urlsplit(url).netloc, []).append(url)

    stopped = Event()

    def wait() -> None:
        stopped.wait(pause)

    def ask_site(urls: list[str]) -> list[tuple[str, Verdict]]:
        verdicts: list[tuple[str, Verdict]] = []
        for url in urls:
            if verdicts:
                wait()
            if not stopped.is_set():
                verdicts.append((url, _judge(url, wait, allow_private=allow_private)))
        return verdicts

    with ThreadPoolExecutor(SITES) as pool:
        try:
            for verdicts in pool.map(ask_site, sites.values()):
                yield from verdicts
        finally:
            # Who has had enough does not wait for thousands of questions more.
            stopped.set()


def count_links(briefs: Iterable[Brief]) -> int:
    """Return how many addresses there are to ask."""
    return len({url for brief in briefs for url in _addresses(brief)})


def _addresses(brief: Brief) -> list[str]:
    return [fact.value for fact in (brief.source.url, brief.source.archive) if fact]


def _judge(url: str, wait: Callable[[], None], *, allow_private: bool) -> Verdict:
    """Ask for the headers, and where that is refused or fails for the page itself, of which nothing is read."""
    verdict = _judge_once(url, "HEAD", allow_private=allow_private)
    if verdict.fate in {"alive", "moved"}:
        return verdict
    wait()
    return _judge_once(url, "GET", allow_private=allow_private)


def _judge_once(url: str, method: str, *, allow_private: bool) -> Verdict:
    try:
        answer = ask(url, method=method, allow_private=allow_private, most=0)
    except Unreachable as error:
        return Verdict("dead", error.found)
    said = f"{answer.status} {answer.reason}".strip()
    if answer.status in _GONE:
        return Verdict("dead", said)
    if answer.status >= _ERROR or answer.status < _OK:
        return Verdict("unsure", said)
    if page_key(answer.url) == page_key(url):
        return Verdict("alive")
    if is_front_page(answer.url):
        return Verdict("dead", f"it leads to the front page, {answer.url}")
    return Verdict("moved", answer.url)


def judge_sources(briefs: Iterable[Brief], verdicts: Mapping[str, Verdict]) -> Iterator[Problem]:
    """Yield what an editor should know of the sources of reports; fatal where a reader finds neither source nor copy."""
    for brief in briefs:
        source, archive = brief.source.url, brief.source.archive
        copy = archive and verdicts[archive.value].fate != "dead" and archive.value
        if archive and not copy:
            yield _problem(brief, "source.archive", archive.value, verdicts[archive.value])
        if source and verdicts[source.value].fate != "alive":
            yield _problem(brief, "source.url", source.value, verdicts[source.value], copy=copy or "")


def _problem(brief: Brief, field: str, url: str, verdict: Verdict, *, copy: str = "") -> Problem:
    corrections = f"{brief.seed.path.removesuffix('.txt')}.yml"
    mend = f"set {field} in {corrections}"
    found, expected, remedy = {
        "dead": (f"dead: {url} ({verdict.why})", "a source that answers", f"{mend}, or source.archive to a copy of it"),
        "moved": (f"moved: {url} leads to {verdict.why}", "the address of the article", f"{mend}, if it is the same article"),
        "unsure": (f"unsure: {url} ({verdict.why})", "a page", "look at it in a browser"),
    }[verdict.fate]
    if copy:
        found, remedy = f"{found}; its copy is {copy}", "nothing, while the copy is there"
    return Problem(brief.seed.path, None, found, expected, remedy, fatal=verdict.fate == "dead" and not copy)
