"""Invents reports by the thousand, so that size can be measured: `python -m benchmarks.invent DIR --count 10000`.

They are made of the vocabularies' series, topics and agreements, of invented names, and of clauses cut from the reports of the
tests and put together anew: syllables, names and facts are about as frequent as in real reports, and none is real.
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

from generator.seeds import detect_language
from generator.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.vocabulary import Series, Vocabulary

ROOT = Path(__file__).parents[1]
FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Mai Trịnh Đoàn".split()
MIDDLE = "Văn Thị Quốc Minh Hữu Đức Thanh Ngọc Hoàng Xuân Gia Bảo Khánh Tuấn Thu Hồng Quang Việt Anh Phương".split()
GIVEN = (
    "An Bình Cường Dũng Đạt Giang Hà Hải Hùng Khang Lan Linh Long Mai Nam Nga Phúc Quân Sơn Tâm Thảo Trang Tú Vinh Yến".split()
)
FOREIGN = (
    "Ari Dewi Kenji Haruto Somchai Anong Rajesh Meera Helen Margaret Fiona Ramon Lourdes Khamphou Keo Seo Koh Azlan Hafiz"
).split()
SURNAME = (
    "Wibowo Tanaka Morishita Kanemaru Phromsiri Suksawat Venkatraman Subramaniam Ashworth Tremblay Carmichael Castellano "
    "Villafuerte Sisavath Sophanith Jae-min Boon-leng Rahimi Zulkarnain Hartono"
).split()
OFFICES = (
    "Bộ trưởng Ngoại giao",
    "Thứ trưởng Ngoại giao",
    "Trưởng SOM",
    "Đại sứ",
    "Bộ trưởng Quốc phòng",
    "Vụ trưởng Vụ ASEAN",
)
VERBS = (
    "khẳng định", "đề nghị", "đề xuất", "nhấn mạnh", "hoan nghênh", "kêu gọi", "cam kết", "nhất trí", "ủng hộ", "cảm ơn",
    "phản đối", "cho rằng", "thông báo",
)  # fmt: skip
HOSTS = ("vnexpress.net", "vov.vn", "tuoitre.vn", "nhandan.vn", "baoquocte.vn", "thanhnien.vn", "dantri.com.vn", "qdnd.vn")
CLAUSES = 10
"""How many different ones make a report, so that it has a subject."""
PARAGRAPHS = 14
"""Of three sentences each: about seven kilobytes, as the reports of large papers have."""


class Inventor:
    """Makes one report after the other; the same seed makes the same reports."""

    def __init__(self, vocabulary: Vocabulary, *, seed: int = 1) -> None:
        """Gather what reports are made of."""
        self._random = random.Random(seed)  # noqa: S311 - nothing secret
        self._vocabulary = vocabulary
        self._series = [one for one in vocabulary.series.values() if len(one.parties) > 1 and not one.generic]
        self._places = [place.label["vi"] for place in vocabulary.places.values()]
        self._topics = [topic.label["vi"] for topic in vocabulary.topics.values()]
        self._agreements = [one.label["vi"] for one in vocabulary.agreements.values()]
        self._people: dict[str, list[str]] = {}
        self._clauses = _cut_clauses()

    def report(self, number: int) -> str:
        """Return the text of a report on some round of some series."""
        pick = self._random.choice
        series = pick(self._series)
        year, month, day = self._random.randint(2000, 2026), self._random.randint(1, 12), self._random.randint(1, 28)
        name = f"{series.label['vi']} lần thứ {year - 1995}"
        people = [(self._person(party), party) for party in series.parties[:3]]
        self._subject = self._random.sample(self._clauses, CLAUSES)
        lines = [
            f"https://{pick(HOSTS)}/{year}/{month:02}/{day:02}/bai-{number}.html",
            f"{name}: {pick(self._topics).lower()} và {pick(self._topics).lower()}",
            f"Ngày {day}/{month}/{year}, {name} đã diễn ra tại {pick(self._places)}. {self._attendance(people)}",
        ]
        lines += [" ".join(self._sentence(people, series) for _ in range(3)) for _ in range(PARAGRAPHS)]
        return "\n\n".join(lines) + "\n"

    def _person(self, party: str) -> str:
        """Return the name of one of a party's people, of whom there are about forty."""
        people = self._people.setdefault(party, [])
        if len(people) < 40:  # noqa: PLR2004
            pick = self._random.choice
            name = (pick(FAMILY), pick(MIDDLE), pick(GIVEN)) if party in {"VN", "ASEAN"} else (pick(FOREIGN), pick(SURNAME))
            people.append(f"{self._random.choice(OFFICES)} {self._label(party)} {' '.join(name)}")
        return self._random.choice(people)

    def _label(self, party: str) -> str:
        return self._vocabulary.parties[party].label["vi"]

    def _attendance(self, people: Sequence[tuple[str, str]]) -> str:
        return " ".join(f"{person} dự Hội nghị." for person, _ in people)

    def _sentence(self, people: Sequence[tuple[str, str]], series: Series) -> str:
        """Return a sentence in which somebody says something, or, twice as often, in which nobody does."""
        pick = self._random.choice
        clause = f"{pick(self._subject)}, {pick(self._subject)}"
        if self._random.random() < 2 / 3:
            return f"{clause[0].upper()}{clause[1:]} {pick(self._subject)}."
        if self._random.random() < 1 / 10:
            clause = f"thực hiện {pick(self._agreements)}"
        person, party = pick(people)
        speaker = pick((person, self._label(party), self._label(pick(series.parties)), "Hai bên"))
        return f"{speaker} {pick(VERBS)} {clause}."


def _cut_clauses() -> list[str]:
    """Return the clauses of the tests' Vietnamese reports in which nobody speaks and nobody is named."""
    paths = sorted(path for folder in ("corpus", "search") for path in (ROOT / "tests" / folder).glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    text = "\n".join(text for text in texts if detect_language(text) == "vi")
    clauses = sorted(set(re.split(r"[.,;:!?\n]\s*", text)))
    return [clause for clause in clauses if 4 <= len(clause.split()) <= 20 and clause[0].islower()]  # noqa: PLR2004


def invent(folder: Path, count: int, *, seed: int = 1) -> None:
    """Write `count` reports into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    inventor = Inventor(load_vocabulary(), seed=seed)
    for number in range(count):
        (folder / f"bai-{number:05}.txt").write_text(inventor.report(number), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    options = parser.parse_args()
    invent(options.folder, options.count)
