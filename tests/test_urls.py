"""Addresses: mended where they can be, refused where they lead nowhere a reader should go."""

from __future__ import annotations

import re
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.urls import MAX_LENGTH, mend_url, page_key
from tests.data import load_cases

CASES = load_cases("urls")
PAGES = load_cases("same_page")
PIECES = [
    "http://",
    "https://",
    "//",
    "/",
    "a",
    "é",
    ".",
    "vn",
    "@",
    ":",
    "8",
    "?",
    "&",
    "=",
    "#",
    "%",
    "%41",
    " ",
    "\t",
    "<",
    '"',
    "[",
    "]",
    "\\",
    "`",
]


@pytest.mark.parametrize("case", [c for c in CASES if "mended" in c], ids=lambda case: case["intent"])
def test_address_is_mended(case: dict[str, str]) -> None:
    """A sound address comes out clean, and comes out the same a second time."""
    assert case["mended"] == mend_url(case["url"])
    assert case["mended"] == mend_url(case["mended"])


@pytest.mark.parametrize("case", [c for c in CASES if "refused" in c], ids=lambda case: case["intent"])
def test_address_is_refused(case: dict[str, str]) -> None:
    """What is no public web address is refused in words that say why."""
    with pytest.raises(ValueError, match=re.escape(case["refused"])):
        mend_url(case["url"])


def test_an_endless_address_is_refused() -> None:
    """An address has an end."""
    with pytest.raises(ValueError, match="2,0"):
        mend_url("https://example.org/" + "a" * MAX_LENGTH)
    # Each of these letters takes nine characters once it is mended.
    with pytest.raises(ValueError, match="2,7"):
        mend_url("https://example.org/" + "ộ" * 300)


@given(
    st.one_of(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.text(max_size=40)).map(
        lambda t: f"https://example.vn{t}"
    )
)
def test_what_comes_out_is_safe_and_final(text: str) -> None:
    """Whatever follows a host, the result is ASCII, cannot end an attribute, and stays as it is when mended again."""
    with suppress(ValueError):
        url = mend_url(text)

        assert re.fullmatch(r"[!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~]+", url)
        assert urlsplit(url).scheme == "https"
        assert url == mend_url(url)


@pytest.mark.parametrize("case", PAGES["same"], ids=lambda case: case["intent"])
def test_one_page_has_one_key(case: dict[str, list[str]]) -> None:
    """However an address of it came about."""
    assert 1 == len({page_key(url) for url in case["urls"]})


@pytest.mark.parametrize("case", PAGES["other"], ids=lambda case: case["intent"])
def test_two_pages_have_two_keys(case: dict[str, list[str]]) -> None:
    """What names a page stays in its key."""
    assert len(case["urls"]) == len({page_key(url) for url in case["urls"]})


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_address_has_a_key(pieces: str) -> None:
    """And the key of a mended address does not depend on its fragment."""
    with suppress(ValueError):
        url = mend_url(f"https://example.vn/{pieces}")
        assert page_key(url) == page_key(f"{url.partition('#')[0]}#x")


def test_what_a_server_is_asked_for_is_as_it_has_named_it() -> None:
    """A redirect may rest on a parameter that we would drop, and on a doubled slash."""
    url = "https://example.vn//a?utm_source=x&&b"
    assert (url, "https://example.vn/a?b") == (mend_url(url, exact=True), mend_url(url))
