"""The article in a web page: what it is written in, and what is taken from it and from where."""

from __future__ import annotations

import builtins
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import DigestError
from generator.webpage import MAX_ELEMENTS, decode_page, read_article
from tests.data import load_cases
from tests.web import DATED, PARAGRAPHS, TITLE, as_written, make_page

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = load_cases("webpages")


@pytest.mark.parametrize("case", CASES["encodings"], ids=lambda case: case["intent"])
def test_a_page_is_read_in_what_it_is_written_in(case: dict[str, Any]) -> None:
    """Whatever the server, the page, or both say; and what nobody can tell is refused, not guessed."""
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={case["meta"]}">' if "meta" in case else ""
    body = as_written(make_page(head=meta), case["is"])

    if "refused" in case:
        with pytest.raises(DigestError, match=case["refused"]) as caught:
            decode_page(body, said=case.get("server", ""), given=case.get("given", ""))
        assert "--encoding" in str(caught.value)
        return
    text, encoding = decode_page(body, said=case.get("server", ""), given=case.get("given", ""))
    article = read_article(text, url=None, encoding=encoding)
    assert (case["read"], TITLE, PARAGRAPHS) == (encoding, article.title, article.paragraphs)


def test_one_wrong_byte_does_not_cost_the_page() -> None:
    """A page that says it is UTF-8, and is but for a byte in a script, is read as that."""
    body = make_page(head=f"<script>x{' ' * 1000}</script>").encode().replace(b"<script>x", b"<script>\xff", 1)

    assert "utf-8" == decode_page(body, said="utf-8")[1]


@pytest.mark.parametrize("case", CASES["days"], ids=lambda case: case["intent"])
def test_the_day_is_what_the_page_says_and_no_guess(case: dict[str, Any]) -> None:
    """Missing beats wrong: there is a day in the footer of each of them."""
    article = read_article(make_page(head=case.get("head", ""), lead=case.get("lead", "")), url=None, encoding="utf-8")

    assert case["day"] == article.published
    assert bool(case["day"]) == bool(article.says_day)


def test_the_text_is_the_article_and_nothing_around_it() -> None:
    """No menu, teaser or footer; the title once, and without the outlet's name."""
    article = read_article(make_page(head=DATED), url="https://bao.example/a", encoding="utf-8")

    assert (TITLE, "Báo Biển", "2025-06-13") == (article.title, article.publisher, article.published)
    assert article.paragraphs == PARAGRAPHS
    assert article.is_free


def test_a_page_says_that_it_is_not_free() -> None:
    """As search engines are told."""
    said = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'

    assert not read_article(make_page(head=said), url=None, encoding="utf-8").is_free


def test_text_is_composed_and_cleaned() -> None:
    """Marks that stand by themselves (NFD), as some systems write them, and characters that nobody sees."""
    text = unicodedata.normalize("NFD", make_page()).replace("nghề", "ng\u200bhề").replace("Hai bên", "Hai\u00a0bên")
    article = read_article(text, url=None, encoding="utf-8")

    assert (TITLE, PARAGRAPHS[1]) == (article.title, article.paragraphs[1])


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has installed only what a build needs learns what to install."""
    real: Callable[..., object] = builtins.__import__

    def refuse(name: str, *arguments: Any, **options: Any) -> object:  # noqa: ANN401 - as the language has it
        if name == "trafilatura":
            raise ModuleNotFoundError(name=name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(DigestError, match=r"trafilatura is not installed; .* `pip install trafilatura`"):
        read_article(make_page(), url=None, encoding="utf-8")


@given(st.text(max_size=200), st.sampled_from(["", "<p>", "<html><body><article><p>", '<script type="application/ld+json">']))
def test_any_page_is_an_article_or_none(text: str, before: str) -> None:
    """Whatever a page holds, reading it ends with what it holds, and with words that a seed may hold."""
    article = read_article(before + text, url="https://bao.example/a", encoding="utf-8")

    assert all(paragraph == " ".join(paragraph.split()) for paragraph in (*article.paragraphs, article.title))


def test_a_page_of_very_many_elements_is_refused() -> None:
    """Before anything walks them all again and again."""
    with pytest.raises(DigestError, match=r"elements; expected at most 20,000"):
        read_article(make_page(paragraphs=["x"] * MAX_ELEMENTS), url=None, encoding="utf-8")


def test_very_deep_markup_ends() -> None:
    """Neither the parser nor what walks the tree runs out of stack, or of time."""
    text = f"{'<div>' * 50_000}{make_page()}{'[' * 50_000}"
    with_json = f'<script type="application/ld+json">{"[" * 50_000}</script>{text}'
    # Either there is an article, or an error that says there is none; nothing else.
    with suppress(DigestError):
        assert read_article(with_json, url=None, encoding="utf-8").title in {"", TITLE}
