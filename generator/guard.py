"""The last look at a generated page, after it has been rendered: whatever got past the gate (`markdown`) is not published.

The gate keeps text from becoming anything else, and its tests say that it does. Should it fail all the same, or a renderer
or an extension make of the text what nobody foresaw, a sanitiser that knows nothing of the gate would take something out of
the page. So the page is compared with what the sanitiser keeps of it; what our templates make passes untouched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import nh3

# All that our templates and the renderer make: each element, with the attributes it may have.
_ATTRIBUTES = {
    "*": {"class", "id", "lang"},
    "a": {"data-beside", "href", "rel", "title"},
    "details": {"data-copied", "data-copy", "data-download", "data-failed", "data-quote"},
    "div": {"data-failed", "data-loading", "data-missing", "data-page", "data-record", "data-save", "data-search-page"},
    "form": {"aria-label", "hidden"},
    "option": {"value"},
    "output": {"data-none", "data-shown"},
    "select": {"aria-label", "name"},
    "pre": {"data-file"},
    "span": {"data-act", "data-n", "data-side", "data-source", "data-topic", "data-year"},
    "summary": {"data-more"},
    "td": {"align"},
    "th": {"align"},
    "time": {"datetime"},
}
_PLAIN = "b code dd details dl dt em h1 h2 h3 i li noscript ol p pre strong sup table tbody thead tr ul"
_SANITISER = nh3.Cleaner(
    tags={*_PLAIN.split(), *_ATTRIBUTES} - {"*"},
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https"},
    link_rel=None,  # ours are compared, not set
)
# The sanitiser writes these as the characters they stand for, or the other way round; none of them changes what a page is.
_REFERENCES = re.compile(r"&(?:#(\d{2,4})|quot|nbsp);")
_NAMED = {"&quot;": '"', "&nbsp;": "\xa0"}
_STRUCTURAL = {"&#38;": "&amp;", "&#60;": "&lt;", "&#62;": "&gt;"}
# A place on a page is named by letters, digits and hyphens; the theme's own begin with underscores, and scripts look for them.
_FOREIGN_ID = re.compile(r' id="(?![^\W_][\w-]*")[^"]*"')
_AWAY = re.compile(r' (?:data-beside|href)="(?:[A-Za-z][A-Za-z0-9+.-]*:|//)[^"]*"')
_SEVERED = re.compile(r'<a class="url"( href="https?://[^"]+") rel="noopener nofollow">')
# The theme has its attributes in double quotes.
_MARKUP = re.compile('[<>"]')


def find_foreign(page: str) -> str | None:
    """Return what in the rendered content of a page is none of ours, in a few words with a piece of it; None if all is."""
    kept = _SANITISER.clean(page)
    # In the page as it is quotes within a text are references, so that what follows looks at attributes only.
    if page != kept and (ours := _plain(page)) != (theirs := _plain(kept)):
        return f"what a sanitiser would not keep: {_first_difference(ours, theirs)!r}"
    if found := _FOREIGN_ID.search(page):
        return f"the name of a place that could be the theme's: {found[0].strip()!r}"
    if (away := _AWAY.findall(page)) != _SEVERED.findall(page):
        return f"a link to another host that is not held apart, one of {sorted(set(away))!r}"
    return None


def find_markup(values: object) -> str | None:
    """Return the first text among a page's title, description and other values that holds markup; None if there is none.

    The theme prints them as they are. `values` are texts, numbers, None, or lists and mappings of them.
    """
    if isinstance(values, str):
        return f"markup where text belongs: {values!r}" if _MARKUP.search(values) else None
    if isinstance(values, Mapping):
        values = values.values()
    if isinstance(values, Iterable):
        return next(filter(None, map(find_markup, values)), None)
    return None


def _plain(page: str) -> str:
    """Return a page with one spelling of each character."""
    return _REFERENCES.sub(_character, page)


def _character(reference: re.Match[str]) -> str:
    if reference[1]:
        return _STRUCTURAL.get(reference[0]) or chr(int(reference[1]))
    return _NAMED[reference[0]]


def _first_difference(page: str, kept: str) -> str:
    """Return the piece of `page` at which `kept` departs from it."""
    place = next((i for i, (ours, theirs) in enumerate(zip(page, kept, strict=False)) if ours != theirs), len(kept))
    return page[max(0, place - 40) : place + 40]
