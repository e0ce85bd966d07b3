"""Reads what a meeting dealt with: the subjects that the title, headings and paragraphs name, in the order of the vocabulary.

Naming is not always dealing with. Words inside an office (`Bộ trưởng Năng lượng`) or inside the name of another meeting say
nothing, and so do those of a commentator and those that tell what somebody else, or another time, had.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from generator.models import Evidence, Fact
from generator.patterns import compile_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.extract.reader import Reader, Reading, Sentence
    from generator.matcher import Match
    from generator.models import ReportedMeeting, Seed

# Words of those who watch: an expert, a study, an agency is no voice of the meeting.
_WATCHED = compile_words(
    r"\b(?:(?:các |giới )?chuyên gia|giới (?:quan sát|phân tích|học giả)|nhà (?:phân tích|nghiên cứu|quan sát|bình luận)"
    r"|nghiên cứu viên|học giả|theo (?:hãng tin|báo|tờ)\s|(?:GS|TS|PGS)\b\.?|giáo sư|tiến sĩ"
    r"|analysts?\b|experts?\b|scholars?\b|observers say|professor\b|researchers?\b)",
)
# What an institution is or how a matter came about, not what is done about it.
_BACKGROUND = compile_words(
    r"được thành lập (?:vào |từ )?(?:ngày|năm|tháng)|thành lập năm|là tổ chức (?:liên chính phủ|quốc tế|khu vực)"
    r"|was (?:established|founded) in|trong (?:vòng )?\d+ năm (?:gần đây|qua)[^.]{0,60}(?:thiệt hại|số người)",
)


def extract_topics(seed: Seed, meeting: ReportedMeeting | None, *, reader: Reader) -> tuple[Fact[str], ...]:
    """Return the ids of the topics dealt with, each with every place that says so; none where there is no meeting."""
    if meeting is None:
        return ()
    reading = reader.read(seed)
    others = [o for o in reading.occasions if o.series and (meeting.series is None or o.series != meeting.series.value)]
    offices = [(office.start, office.end) for mention in reading.mentions for office in mention.offices]
    names = [mention.name for mention in reading.mentions if mention.name]
    silent = _join([*((o.start, o.end) for o in others), *offices, *names])
    places: dict[str, list[Evidence]] = {}
    for sentence in reading.sentences:
        for match in _find_dealt(sentence, reading):
            before = bisect_right(silent, match.start, key=lambda span: span[0]) - 1
            if before < 0 or silent[before][1] < match.end:
                places.setdefault(match.id, []).append(Evidence(match.start, match.end))
            else:
                reading.lose("topics", match.start, match.end, "part of an office, or of somebody's or another meeting's name")
    return tuple(Fact(topic, tuple(places[topic]), "topics.term") for topic in reader.vocabulary.topics if topic in places)


def _join(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretches that spans cover between them, in order and apart."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _find_dealt(sentence: Sentence, reading: Reading) -> Iterator[Match]:
    """Yield the topics that a sentence names, unless it is a commentator's or tells of the background."""
    text = reading.seed.text
    found = reading.matches_in("topics", sentence.start, sentence.end)
    for pattern, why in ((_WATCHED, "a commentator's words"), (_BACKGROUND, "tells of the background")):
        if found and pattern.search(text, sentence.start, sentence.end):
            for match in found:
                reading.lose("topics", match.start, match.end, why)
            return
    yield from found
