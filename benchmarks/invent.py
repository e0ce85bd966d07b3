"""Invents reports by the thousand, so that size can be measured: `python -m benchmarks.invent DIR --count 10000`.

They tell of rounds of the vocabularies' series (`rounds`), two thirds of them in Vietnamese and the rest in English, in one to
twenty kilobytes, with phrases of our own (`phrases.yml`) and clauses cut from the reports of the tests: syllables, names and
facts are about as frequent as in real reports, and none is real. The same seed makes the same reports, and a smaller number
of them is the beginning of a larger one.
"""

from __future__ import annotations

import argparse
import math
import random
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from benchmarks.rounds import Calendar, Names, Person
from generator.seeds import detect_language
from generator.text import strip_marks
from generator.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from benchmarks.rounds import Claim, Round
    from generator.vocabulary import Vocabulary

ROOT = Path(__file__).parents[1]
HOSTS = {
    "vi": "vnexpress.net vov.vn tuoitre.vn nhandan.vn baoquocte.vn thanhnien.vn dantri.com.vn qdnd.vn".split(),
    "en": "en.vietnamplus.vn asean.org bangkokpost.com thejakartapost.com straitstimes.com khmertimeskh.com".split(),
}
SHORTEST, LONGEST = 1_000, 20_000
"""Bytes of a report; as many have one to two thousand as have ten to twenty."""
CLAUSES = 12
"""How many different ones are cut into a report, so that it has a subject."""
WRONG_DAYS = 1 / 25
"""So many reports say that a meeting was a day later."""
MONTHS = "January February March April May June July August September October November December".split()


class Inventor:
    """Makes one report after the other; the same seed makes the same reports."""

    def __init__(self, vocabulary: Vocabulary, *, seed: int = 1) -> None:
        """Gather what reports are made of."""
        phrases = yaml.safe_load(Path(__file__).with_name("phrases.yml").read_text(encoding="utf-8"))
        self._random = random.Random(seed)  # noqa: S311 - nothing secret
        self._vocabulary, self._phrases = vocabulary, phrases
        self.rounds = Calendar(vocabulary, phrases, Names(phrases["names"]), rng=self._random).reports()
        """The round of each report that is still to come."""
        self._clauses = {lang: _cut_clauses(lang) for lang in HOSTS}

    def report(self, number: int) -> str:
        """Return the text of a report on some round of some series."""
        lang, round_ = self._random.choice(("vi", "vi", "en")), next(self.rounds)
        length = math.exp(self._random.uniform(math.log(SHORTEST), math.log(LONGEST)))
        lines = [*self._head(round_, number, lang), self._opening(round_, lang)]
        size = sum(_size(line) for line in lines)
        for paragraph in self._paragraphs(round_, lang):
            size += _size(paragraph)
            if size > max(length, SHORTEST + _size(paragraph)):
                break
            lines.append(paragraph)
        return "\n\n".join(lines) + "\n"

    def _paragraphs(self, round_: Round, lang: str) -> Iterator[str]:
        """Yield paragraphs without end; somebody speaks in every fifth sentence, as long as something is left that was said."""
        said = self._random.sample(round_.claims, self._random.randint(4, len(round_.claims)))
        spoken = iter([self._sentence(claim, round_, lang) for claim in said])
        clauses = self._random.sample(self._clauses[lang], CLAUSES)
        yield self._pick("captions", lang)
        while True:
            others = [self._background(round_, clauses, lang) for _ in range(5)]
            yield " ".join((next(spoken, others[0]), *others[1:]))

    def _pick(self, kind: str, lang: str) -> str:
        return str(self._random.choice(self._phrases[kind])[lang])

    def _head(self, round_: Round, number: int, lang: str) -> list[str]:
        day = round_.day
        first, second = self._matters(round_, 2, lang)
        address = f"https://{self._random.choice(HOSTS[lang])}/{day.year}/{day.month:02}/{day.day:02}/bai-{number}.html"
        name = self._vocabulary.series[round_.series.id].label[lang]
        return [address, f"{name}: {first} và {second}" if lang == "vi" else f"{name} looks at {first} and {second}"]

    def _opening(self, round_: Round, lang: str) -> str:
        label = round_.series.label[lang]
        name = f"{label} lần thứ {round_.ordinal}" if lang == "vi" else f"the {_nth(round_.ordinal)} {label}"
        # Reports do not always agree.
        day = round_.day + timedelta(days=self._random.random() < WRONG_DAYS)
        values = {"name": name, "Name": _upper(name), "day": _day(day, lang), "place": round_.place.label[lang]}
        people = [self._call(person, lang) for person in round_.people]
        sentences = [self._pick("online" if round_.online else "openings", lang).format(**values)]
        if len(people) > 1:
            sentences.append(self._pick("chairs", lang).format(one=people[0], two=people[1]))
        sentences += [self._pick("attends", lang).format(one=person) for person in (people if len(people) == 1 else people[2:])]
        return " ".join(sentences)

    def _call(self, person: Person, lang: str) -> str:
        """Return a person with office and party, as reports in that language name them."""
        office, party = self._phrases["offices"][person.office][lang], self._vocabulary.parties[person.party].label[lang]
        return f"{office} {party} {person.name}" if lang == "vi" else f"{party}'s {office} {strip_marks(person.name)}"

    def _sentence(self, claim: Claim, round_: Round, lang: str) -> str:
        """Return a sentence in which somebody says what the claim is."""
        if isinstance(claim.speaker, Person):
            speaker, verbs = self._call(claim.speaker, lang), "verbs"
        elif isinstance(claim.speaker, str):
            speaker, verbs = self._vocabulary.parties[claim.speaker].label[lang], "verbs"
        else:
            speaker, verbs = self._phrases["together"][claim.speaker][lang], "agreed"
        return f"{speaker} {self._phrases[verbs][claim.verb][lang]} {self._wish(claim, round_, lang)}."

    def _wish(self, claim: Claim, round_: Round, lang: str) -> str:
        bound = self._bound(self._phrases["bounds"][claim.bound][lang], round_)
        if claim.agreement:
            full = self._phrases["agreement"][0][lang]
            return f"{full} {self._vocabulary.agreements[claim.agreement].label[lang]} {bound}"
        return f"{self._phrases['measures'][claim.measure][lang]} {self._phrases['matters'][claim.matter][lang]} {bound}"

    def _matters(self, round_: Round, count: int, lang: str) -> list[str]:
        """Return some of what a round is about."""
        return [self._phrases["matters"][number][lang] for number in self._random.sample(round_.matters, count)]

    def _bound(self, bound: str, round_: Round) -> str:
        return bound.format(year=round_.day.year + 2, later=round_.day.year + 7)

    def _background(self, round_: Round, clauses: Sequence[str], lang: str) -> str:
        """Return a sentence in which nobody says anything."""
        if self._random.random() < 1 / 2:
            first, second, third = self._random.sample(clauses, 3)
            return f"{_upper(first)}, {second}, {third}."
        matter, other = self._matters(round_, 2, lang)
        bound = self._bound(self._pick("bounds", lang), round_)
        return self._pick("background", lang).format(matter=matter, Matter=_upper(matter), other=other, bound=bound)


def _size(line: str) -> int:
    """Return how many bytes a line is, with the empty one after it."""
    return len(line.encode()) + 2


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


def _day(day: date, lang: str) -> str:
    return f"{day.day}/{day.month}/{day.year}" if lang == "vi" else f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def _nth(number: int) -> str:
    """Return an English ordinal."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _cut_clauses(lang: str) -> list[str]:
    """Return the clauses of the tests' reports in a language in which nobody speaks and nobody is named."""
    paths = sorted(path for folder in ("corpus", "search") for path in (ROOT / "tests" / folder).glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    text = "\n".join(text for text in texts if detect_language(text) == lang)
    clauses = sorted(set(re.split(r"[.,;:!?\n]\s*", text)))
    return [clause for clause in clauses if 4 <= len(clause.split()) <= 20 and clause == clause.lower()]  # noqa: PLR2004


def invent(folder: Path, count: int, *, inventor: Inventor) -> None:
    """Write `count` reports into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"bai-{number:05}.txt").write_text(inventor.report(number), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    options = parser.parse_args()
    invent(options.folder, options.count, inventor=Inventor(load_vocabulary()))
