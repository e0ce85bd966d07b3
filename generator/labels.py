"""The generator's own words, in the language of the interface: labels, dates, numbers.

`labels/vi.yml` and `labels/en.yml` hold the same keys and the same placeholders; a key that is missing is an error, never a
blank. How a date or a number is written is in those files too: there is no language in this module but for the plural rules.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.entries import LANGUAGES
from generator.errors import DigestError, Problem
from generator.yamlfile import Document, load_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


DEFAULT_LABELS = Path(__file__).parent / "labels"
_FORMS = ("one", "two", "few", "other")
_MONTHS = 12

# Unicode CLDR 46, plural rules, for whole numbers: `plurals.xml` and `ordinals.xml`.
_PLURAL: Mapping[str, Callable[[int], str]] = {
    "vi": lambda _: "other",
    "en": lambda n: "one" if n == 1 else "other",
}
_ORDINAL: Mapping[str, Callable[[int], str]] = {
    "vi": lambda n: "one" if n == 1 else "other",
    "en": lambda n: "other" if n // 10 % 10 == 1 else {1: "one", 2: "two", 3: "few"}.get(n % 10, "other"),
}


@dataclass(frozen=True)
class Labels:
    """The words of one language, called with their key: `labels("brief.count", n=3)`."""

    lang: str
    words: Mapping[str, Mapping[str, str]]
    """By key, then by plural form; a label without forms has only `other`."""

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the label `key` with its placeholders filled; a whole number `n` chooses the plural form.

        Raises KeyError for a key that is not in the files or a placeholder without a value.
        """
        n = values.get("n")
        form = _PLURAL[self.lang](n) if isinstance(n, int) else "other"
        if isinstance(n, int):
            values["n"] = self.number(n)
        return self._fill(key, form, values)

    def _fill(self, key: str, form: str, values: Mapping[str, object]) -> str:
        forms = self.words[key]
        return forms.get(form, forms["other"]).format_map(values)

    def around(self, key: str, name: str, /, **values: object) -> tuple[str, str]:
        """Return what stands before and after the placeholder `name` of the label `key`, its others filled with `values`."""
        before, _, after = self(key, **{name: "\0"}, **values).partition("\0")
        return before, after

    def starting(self, prefix: str) -> dict[str, Mapping[str, str]]:
        """Return the labels whose keys begin with `prefix`, each with its plural forms and its placeholders not filled."""
        return {key: forms for key, forms in self.words.items() if key.startswith(prefix)}

    def number(self, value: int) -> str:
        """Return a whole number with its thousands set apart."""
        return f"{value:,}".replace(",", self.words["number.group"]["other"])

    def ordinal(self, value: int) -> str:
        """Return `lần thứ 26`, `26th`."""
        return self._fill("ordinal", _ORDINAL[self.lang](value), {"n": self.number(value)})

    def date(self, iso: str) -> str:
        """Return an ISO 8601 date in words, as precise as it is: `ngày 1 tháng 7 năm 2020`, `năm 2020`."""
        return self._date("date.long", iso)

    def date_short(self, iso: str) -> str:
        """Return an ISO 8601 date in figures, for lists: `1/7/2020`, `7/2020`, `2020`."""
        return self._date("date.short", iso)

    def date_range(self, start: str, end: str) -> str:
        """Return two dates in words, saying once what they share: `ngày 17–18 tháng 5 năm 2013`."""
        first, last = start.split("-"), end.split("-")
        if len(first) == len(last) == 3 and first[:2] == last[:2]:  # noqa: PLR2004 - year, month, day
            return self._date("date.long", end, day=f"{int(first[2])}–{int(last[2])}")
        return self._fill("date.range", "other", {"start": self.date(start), "end": self.date(end)})

    def _date(self, style: str, iso: str, **override: str) -> str:
        parts = iso.split("-")
        values = {"year": parts[0]}
        if len(parts) > 1:
            values |= {"month": str(int(parts[1])), "month_name": self.words[f"date.month_name.{int(parts[1])}"]["other"]}
        precision = ("year", "month", "day")[len(parts) - 1]
        if precision == "day":
            values["day"] = str(int(parts[2]))
        return self._fill(f"{style}.{precision}", "other", values | override)


def load_labels(lang: str, *, directory: Path = DEFAULT_LABELS) -> Labels:
    """Return the labels of the language `lang`, having checked those of every language against each other.

    Raises DigestError with every problem of every file at once.
    """
    problems: list[Problem] = []
    documents = {language: load_yaml(directory / f"{language}.yml") for language in LANGUAGES}
    words = {language: dict(_read_labels(document, (), document.value, problems)) for language, document in documents.items()}
    for language, document in documents.items():
        others = {key: path for other in LANGUAGES if other != language for key, path in _placeholders(words[other]).items()}
        problems.extend(_compare(document, _placeholders(words[language]), others))
    if problems:
        raise DigestError(*problems)
    return Labels(lang, words[lang])


def _read_labels(
    document: Document,
    path: tuple[str, ...],
    value: Any,  # noqa: ANN401 - YAML is any value
    problems: list[Problem],
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each label below `path` with its forms; add to `problems` what is neither a label nor a group of them."""
    if isinstance(value, str):
        value = {"other": value}
        if path:
            yield ".".join(path), value
            return
    if not isinstance(value, dict) or not value:
        problems.append(document.problem(path, found=f"{value!r}", expected="words", remedy="write the label, in quotes"))
    elif set(value) <= set(_FORMS):
        if "other" in value and all(isinstance(word, str) for word in value.values()):
            yield ".".join(path), value
        else:
            remedy = "write each form in quotes, `other` among them"
            problems.append(document.problem(path, found=f"{value!r}", expected="plural forms", remedy=remedy))
    else:
        for key, below in value.items():
            yield from _read_labels(document, (*path, key), below, problems)


def _placeholders(words: Mapping[str, Mapping[str, str]]) -> dict[str, frozenset[str]]:
    """Return the placeholders of each label."""
    return {key: frozenset(name for form in forms.values() for name in _names_in(form)) for key, forms in words.items()}


def _names_in(words: str) -> Iterator[str]:
    """Yield the placeholders in `words`; what is no plain `{name}` comes out as such and so agrees with nothing."""
    try:
        for _, name, spec, conversion in string.Formatter().parse(words):
            if name is not None:
                yield name if re.fullmatch(r"[a-z_]+", name) and not spec and not conversion else f"{name}!{conversion}:{spec}"
    except ValueError as error:
        yield str(error)


def _compare(document: Document, own: Mapping[str, frozenset[str]], others: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """Yield a problem for each label that one language has and this one has not, or has with other placeholders."""
    for key in others.keys() - own.keys():
        path = tuple(key.split("."))
        yield document.problem(path, found=f"no label {key!r}", expected="the keys of every language", remedy="add it")
    for key, names in own.items():
        path = tuple(key.split("."))
        odd = {name for name in names if not re.fullmatch(r"[a-z_]+", name)}
        # A date may leave out what its language does not need, e.g. the number of a month it has a name for.
        if odd or (names != others.get(key, names) and not key.startswith("date.")):
            found = f"the label {key!r} with {', '.join(sorted(odd or names)) or 'no placeholder'}"
            yield document.problem(
                path, found=found, expected="the placeholders of every language", remedy="write {name} for each"
            )
