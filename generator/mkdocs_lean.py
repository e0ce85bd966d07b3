"""Leaves out of pages what no browser shows: of ten thousand pages it would be forty million characters.

Nothing is put in its place. What a page says, in words or in places, is the same without; and so it is where this is not used.
"""

from __future__ import annotations

import re

from jinja2.ext import Extension

_INDENT = re.compile(r"\n\s+")
# Before what is a line of its own anyway, a line need not end; in a text shown as it was written there is none of these.
_ENDS = re.compile(
    r"""\n+ (?= </? (?:article|body|d[dlt]|div|footer|form|h[1-3]|head|header|html|li|link|main|meta|nav|[ou]l|p|script|t[dhr]
        |table|tbody|thead|title) [ >])""",
    re.VERBOSE,
)
# Of the theme: two boxes that nothing of ours opens, and which versions it is of.
_UNUSED = re.compile(
    r"""<label\ class="md-overlay"[^>]*></label> | <div\ class="md-dialog"[^>]*>\s*<div[^>]*></div>\s*</div>
        | <meta\ name="generator"[^>]*>""",
    re.VERBOSE,
)


class LeanTemplates(Extension):
    """Has Jinja read templates, the theme's own too, without what no browser shows of them."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's signature
        """Return the template `source` without indents, ends of lines before blocks, and what is of no use here."""
        return drop_ends(_INDENT.sub("\n", _UNUSED.sub("", source)))


def drop_ends(page: str) -> str:
    """Return a page, or part of one, without the ends of lines that stand before a block."""
    return _ENDS.sub("", page)
