"""The headers that a host should send: one policy with the pages, and what may be kept for how long."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator.__main__ import main
from generator.exports.headers import ASK_AGAIN, FOREVER, HASHED, HOSTS, headers_file, headers_of, policy_of
from tests.test_policy import policy_of as policy_of_page

if TYPE_CHECKING:
    from pathlib import Path

POLICY = "default-src 'none'; script-src 'self' 'sha256-x='"


@pytest.fixture(name="said")
def fixture_said(site: Path) -> str:
    """Return the file `_headers` of the site."""
    return (site / "_headers").read_text(encoding="utf-8")


def rules_of(text: str) -> dict[str, dict[str, str]]:
    """Return the rules in a file `_headers` by their paths, as its readers do."""
    rules: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("/"):
            rules[line] = {}
        else:
            name, _, value = line.strip().partition(": ")
            rules[next(reversed(rules))][name] = value
    return rules


def read_directives(policy: str) -> dict[str, list[str]]:
    """Return the directives of a policy with their sources."""
    return {name: sources for name, *sources in (part.split() for part in policy.split(";"))}


def test_the_headers_policy_is_that_of_the_pages(site: Path, said: str) -> None:
    """Every page carries the same in its head; the header adds who may frame it, which no page can say."""
    header = read_directives(rules_of(said)["/*"]["Content-Security-Policy"])

    assert ["'none'"] == header.pop("frame-ancestors")
    assert [header] * 3 == [
        policy_of_page((site / name).read_text(encoding="utf-8")) for name in ("index.html", "404.html", "about/index.html")
    ]


def test_what_is_kept_is_named_by_what_it_holds(site: Path, said: str) -> None:
    """Each of the theme's files with a hash in its name, and the search index, for a year; nothing else has such a name."""
    rules = rules_of(said)
    kept = {path for path, headers in rules.items() if headers.get("Cache-Control") == FOREVER}
    files = [f"/{path.relative_to(site).as_posix()}" for path in site.rglob("*") if path.is_file()]
    hashed = {path for path in files if re.search(r"[./][0-9a-f]{8,}[./]", path)}

    assert {"/*"} == set(rules) - kept
    assert {path for path in files if any(re.fullmatch(rule.replace("*", ".+"), path) for rule in kept)} == hashed
    assert {path for path in files if re.fullmatch(HASHED, path)} == hashed
    assert any(path.startswith("/pagefind/") for path in hashed)
    assert any(path.endswith(".css") for path in hashed)


def test_the_file_is_within_the_limits_of_its_readers(said: str) -> None:
    """Cloudflare Pages takes a hundred rules, 2,000 characters in a line, one star in a path, and one header from one rule."""
    rules = rules_of(said)

    assert len(rules) <= 100
    assert max(map(len, said.splitlines())) <= 2000
    assert all(path.count("*") <= 1 for path in rules)
    assert "Cache-Control" not in rules["/*"]


@pytest.mark.parametrize("host", HOSTS)
def test_a_server_is_told_the_same(site: Path, said: str, host: str, capsys: pytest.CaptureFixture[str]) -> None:
    """All headers, in its own words, with the page for what is not there and both ways of keeping."""
    assert main(["headers", host, str(site)]) == 0

    told = capsys.readouterr().out
    for name, value in rules_of(said)["/*"].items():
        assert f'{name} "{value}"' in told
    assert all(words in told for words in (FOREVER, ASK_AGAIN, HASHED, "/404.html"))
    assert told.count("{") == told.count("}")


def test_a_folder_without_pages_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Headers of no site are none."""
    assert main(["headers", "nginx", str(tmp_path)]) == 1
    assert "no front page with a policy; expected a rendered site; run `make site` first" in capsys.readouterr().err


def test_without_a_policy_there_is_no_file() -> None:
    """What is served to an editor carries none."""
    assert policy_of("<html><head></head></html>") is None


def test_values_cannot_leave_their_quotes() -> None:
    """A server's configuration is text; nothing in a header ends the string that it stands in, or the line."""
    values = headers_of(POLICY).values()

    assert [] == [value for value in values if re.search(r'["\\\n$]', value)]
    assert headers_file(POLICY, ["index.html"]).count("\n/") == 0
