"""The gate for text that is not ours: whatever goes in, Markdown and HTML show that text and nothing else.

Every expression in a template passes through `encode` unless its value is `Markdown`, which only our own code makes. What is
dangerous becomes a character reference, good in Markdown, in HTML and in an attribute alike, so that there is one gate for all
and a filter that is forgotten does no harm.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, Undefined
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Macro
from jinja2.utils import htmlsafe_json_dumps, missing

from generator.text import on_one_line
from generator.urls import mend_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, MutableMapping
    from pathlib import Path
    from types import FunctionType

    from jinja2 import nodes
    from jinja2.compiler import Frame


class Markdown(str):
    """Markdown of our own, safe as it is. Joined with other text, the other text is encoded; any other change unmakes it."""

    __slots__ = ()

    def __add__(self, other: object) -> Markdown:
        """Append `other`, encoded unless it is Markdown."""
        return Markdown(str.__add__(self, _encode_part(other)))

    def __radd__(self, other: object) -> Markdown:
        """Prepend `other`, encoded unless it is Markdown."""
        return Markdown(str.__add__(_encode_part(other), self))

    def join(self, parts: Iterable[object], /) -> Markdown:
        """Join `parts`, each encoded unless it is Markdown."""
        return Markdown(str.join(self, map(_encode_part, parts)))


# What starts something anywhere in a line.
_ANYWHERE = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"} | {char: f"&#{ord(char)};" for char in "\\`*_[]{#|"}
_DANGEROUS = re.compile("[" + re.escape("".join(_ANYWHERE)) + "]")
# What starts something only where a line or a value does: lists, rules, definitions, headings, fences, images, targets, titles.
_AT_START = "+-:=~!('"
_NUMBER = re.compile(r"\d+[.)]")
# Control characters, bidirectional controls, zero-width characters, lone surrogates, private use: nothing a reader should get.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\uf8ff]"
)
# Words of letters, figures and commas with one space between them, as nearly all sentences are: nothing to encode or squeeze.
_LETTERS = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_WORD = f"[{_LETTERS}0-9,.;:/%()“”‘’…–-]"
_PLAIN = re.compile(f"[{_LETTERS}]{_WORD}*(?: {_WORD}+)*")
_ORDINARY = re.compile(f"[{_LETTERS}0-9 ,.;:/%()“”‘’…–&#?=_+-]*")


def encode(value: object) -> Markdown:
    """Return `value`, a text or a whole number, as Markdown of one line that shows it; Markdown comes back as it is.

    White space is squeezed, invisible characters are dropped. Raises TypeError for None and everything else: what is missing
    has words of its own.

    >>> encode("1. *Hội nghị* <b>")
    '1&#46; &#42;Hội nghị&#42; &lt;b&gt;'
    """
    kind = type(value)
    if kind is Markdown:
        return value  # type: ignore[return-value]
    return _encode_line(value if kind is str else _to_text(value))


@lru_cache(maxsize=1 << 14)  # labels and names stand on very many pages
def _encode_line(text: str) -> Markdown:
    return Markdown(text if _PLAIN.fullmatch(text) else _encode_text(_squeeze(text)))


def _encode_part(value: object) -> Markdown:
    """Return `value` as `encode` does, with a space left at an end where there was white space: it stands among others."""
    if isinstance(value, Markdown):
        return value
    text = _to_text(value)
    squeezed = _squeeze(text)
    if not squeezed:
        return Markdown(" " if text else "")
    return Markdown(" " * text[0].isspace() + _encode_text(squeezed) + " " * text[-1].isspace())


def _to_text(value: object) -> str:
    """Return the text of a text or whole number; raise for all else."""
    if type(value) is int:
        return str(value)
    if isinstance(value, Undefined):
        str(value)  # raises, naming the variable
    if isinstance(value, bool) or not isinstance(value, str | int):
        message = f"a page can show text and whole numbers, not {value!r}"
        raise TypeError(message)
    return str(value)


def _squeeze(text: str) -> str:
    """Return `text` on one line, without what is invisible."""
    return on_one_line(_INVISIBLE.sub("", text))


def _encode_text(text: str) -> str:
    """Return a squeezed text with all references in it that it needs."""
    first = text[:1]
    text = _DANGEROUS.sub(lambda found: _ANYWHERE[found[0]], text)
    if number := _NUMBER.match(text):
        end = number.end()
        text = f"{text[: end - 1]}&#{ord(text[end - 1])};{text[end:]}"
    elif first and first in _AT_START:
        text = f"&#{ord(first)};{text[1:]}"
    # Before a link of ours it would make an image.
    return f"{text[:-1]}&#33;" if text.endswith("!") else text


# The parser in C does the same in a tenth of the time.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_SITE_RELATIVE = re.compile(r"(?:\.{1,2}/)*[a-z0-9-]*(?:/[a-z0-9-]+)*(?:/|\.[a-z0-9]{1,8})?(?:#[A-Za-z][A-Za-z0-9-]*)?")
_IN_LINK = str.maketrans({"&": "&amp;"} | {char: f"%{ord(char):02X}" for char in "'()*!"})


def encode_url(value: object) -> Markdown:
    """Return a link target for `[text](<target>)` or an `href`: an http(s) address, or a path and anchor within the site.

    Raises ValueError for any other; addresses in a seed have been mended before, so that none gets here.
    """
    text = str(value)
    if text and not text.startswith("/") and _SITE_RELATIVE.fullmatch(text):
        return Markdown(text)
    return Markdown(mend_url(text).translate(_IN_LINK))


def data_block(value: object, *, root: str) -> str:
    """Return `value` as JSON that cannot end the element of a page that it stands in; `root` in it becomes `&root;`.

    No text of a report does: ampersands, angle brackets, quotes and ends of lines in it are encoded. To `front_matter` it is a
    text like any other, and encoded once more for HTML: overrides/partials/linked.html takes that back.
    """
    text = htmlsafe_json_dumps(value, ensure_ascii=False, separators=(",", ":"))
    return str(text).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace(root, "&root;")


def front_matter(values: Mapping[str, Any]) -> Markdown:
    """Return `values` as a page's front matter, `---` lines included; every text in it is escaped for HTML.

    MkDocs and its theme print titles and descriptions as they are. Takes text, numbers, booleans, None, lists and mappings.
    """
    safe = _escape_values(values)
    text = yaml.dump(safe, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, default_flow_style=False, width=2**30)
    # To read it again takes as long as to write it, and is not needed for words that no reader of YAML gets wrong.
    again = safe if _is_ordinary(safe) else yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe one
    if again != safe or any(line.startswith(("---", "...")) for line in text.splitlines()):
        message = f"front matter that does not read back as it was written: {text!r}"
        raise ValueError(message)
    return Markdown(f"---\n{text}---\n")


def _is_ordinary(value: object) -> bool:
    """Tell whether every text in `value` is of letters, figures and common signs, which YAML writes plain or in quotes.

    So is what begins with a brace, as `data_block` makes it, and has no ends of lines: it always stands in quotes.
    """
    if isinstance(value, dict):
        return all(map(_is_ordinary, value)) and all(map(_is_ordinary, value.values()))
    if isinstance(value, list):
        return all(map(_is_ordinary, value))
    return not isinstance(value, str) or _ORDINARY.fullmatch(value) is not None or (value[:1] == "{" and value.isprintable())


def _escape_values(value: Any) -> Any:  # noqa: ANN401 - YAML is any value
    """Return `value` with every text in it on one line and escaped."""
    if isinstance(value, Mapping):
        return {str(key): _escape_values(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_escape_values(item) for item in value]
    if isinstance(value, str) and not isinstance(value, Markdown):
        return value if _PLAIN.fullmatch(value) else html.escape(_squeeze(value))
    if value is None or isinstance(value, bool | int):
        return value
    message = f"front matter can hold text, numbers, lists and mappings, not {value!r}"
    raise TypeError(message)


def _make_macro(
    environment: Environment, func: FunctionType, name: str, arguments: tuple[str, ...], *special: bool
) -> Callable[..., Markdown]:
    """Return a macro whose output is our own Markdown: its expressions have been encoded one by one.

    Jinja's own way to call one takes longer than most macros do; so it is for those only that take what they do not name.
    """
    macro = Macro(environment, func, name, list(arguments), *special)

    def call(*args: object, **kwargs: object) -> Markdown:
        if kwargs:
            args = (*args, *(kwargs.pop(name, missing) for name in arguments[len(args) :]))
        return Markdown(macro(*args, **kwargs) if kwargs else func(*args))  # what is left over is an error

    if any(special):  # it wants whatever else it was given
        return lambda *args, **kwargs: Markdown(macro(*args, **kwargs))
    func.__defaults__ = (missing,) * len(arguments)
    return call


class _Generator(CodeGenerator):
    """Compiles a template so that a call is a call and an output is `encode`: Jinja's detours take longer than both."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802 - Jinja's
        """Write a call; nothing that our templates call wants Jinja's context."""
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        for stars, arguments in (("*", node.dyn_args), ("**", node.dyn_kwargs)):
            if arguments is not None:
                self.write(stars)
                self.visit(arguments, frame)
                self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401, ARG002 - Jinja's
        self.write("encode(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401, ARG002 - Jinja's
        self.write(")")


class _Template(Template):
    """A template in which macros, `{% set %}` blocks and the `~` operator keep Markdown apart from text."""

    @classmethod
    def _from_namespace(
        cls,
        environment: Environment,
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],  # noqa: A002
    ) -> Template:
        # The names that compiled templates import from jinja2.runtime, before anything has been run.
        namespace.update(Macro=_make_macro, identity=Markdown, str_join=_concatenate, encode=encode)
        return super()._from_namespace(environment, namespace, globals)


def _concatenate(parts: Iterable[object]) -> str:
    """Return what `~` makes: Markdown where any part is, the others encoded; else plain text, encoded where it is shown."""
    items = tuple(parts)
    return Markdown().join(items) if Markdown in map(type, items) else "".join(map(str, items))


def environment(templates: Path) -> Environment:
    """Return the Jinja environment of the pages: everything is encoded, what is undefined is an error."""
    result = Environment(
        loader=FileSystemLoader(templates),
        autoescape=False,  # noqa: S701 - `finalize` does more
        finalize=encode,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # an environment is of one build
    )
    result.template_class, result.code_generator_class = _Template, _Generator
    for name in ("safe", "escape", "e", "forceescape", "urlize", "xmlattr"):  # HTML's idea of safe is not ours
        del result.filters[name]
    result.globals["remembered"] = lru_cache(maxsize=1 << 14)  # for macros whose arguments are ids and numbers
    result.filters.update(
        encode=encode,
        attr=encode,
        url=encode_url,
        join=lambda parts, separator="": _encode_part(separator).join(parts),
        tojson=lambda value: Markdown(htmlsafe_json_dumps(value, ensure_ascii=False, sort_keys=False)),
    )
    return result
