"""The content security policy: what it says, that no page needs more, and that none is without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

HEAD = re.compile(r'<head>\s*<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def scripts_of(page: str) -> list[str]:
    """Return the scripts that stand in a page itself and would be run."""
    found = re.findall(r"<script\b([^>]*)>(.*?)</script", page, flags=re.DOTALL | re.IGNORECASE)
    is_data = re.compile(r"src=|application/(?:ld\+)?json")
    return [script for attributes, script in found if not is_data.search(attributes)]


def policy_of(page: str) -> dict[str, list[str]]:
    """Return the policy of a page, the first thing after its encoding: each directive with its sources."""
    found = HEAD.search(page)
    assert found
    return {name: sources for name, *sources in (part.split() for part in found[1].split(";"))}


def test_every_page_works_under_its_own_policy(site: Path, corpus_site: Path) -> None:
    """Each has the same, before all that it is about, and holds no script, nor a style."""
    pages = [path.read_text(encoding="utf-8") for path in (*site.rglob("*.html"), *corpus_site.rglob("*.html"))]
    policies = [policy_of(page) for page in pages]

    assert all(policy == policies[0] for policy in policies)
    assert [] == [script for page in pages for script in scripts_of(page)]
    assert not any(re.search(r"<style|\sstyle=|<iframe|<object|<embed|<base\b", page) for page in pages)
    # Or else a browser would not find the encoding.
    assert all(page.encode().index(b"charset") < 1024 for page in pages)


@pytest.fixture(name="policy")
def fixture_policy(site: Path) -> dict[str, list[str]]:
    """Return the policy of the site's pages."""
    return policy_of((site / "index.html").read_text(encoding="utf-8"))


def test_nothing_is_allowed_that_is_not_named(policy: dict[str, list[str]]) -> None:
    """Objects, frames and media are not, nor a base for addresses, nor forms that send elsewhere."""
    assert policy["default-src"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]


def test_no_script_but_files(policy: dict[str, list[str]]) -> None:
    """What is written into a page does not run, nor what is made of text; the index of the search is WebAssembly."""
    assert policy["script-src"] == ["'self'", "'wasm-unsafe-eval'"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*"} & {source for sources in policy.values() for source in sources}


def test_nothing_is_of_another_host(policy: dict[str, list[str]]) -> None:
    """Files are of the site; a picture may be written out in a style sheet, as the theme's icons are."""
    fetching = {name: sources for name, sources in policy.items() if name not in {"default-src", "base-uri", "script-src"}}
    assert {name for name, sources in fetching.items() if sources != ["'self'"]} == {"img-src"}
    assert policy["img-src"] == ["'self'", "data:"]
