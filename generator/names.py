"""Reads personal names: which words of a text make one, and whether two names are one person's.

Vietnamese names begin with one of few surnames; of others all that can be told is the capitals, the particles between them
(bin, von der) and what ends them.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.text import fold_word, slugify, strip_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.matcher import Token

_JOINS = re.compile(r"[^\S\n]{1,2}|[-‐’'.]|\.[^\S\n]|’[^\S\n]")
PARTICLES = frozenset(
    "bin binti al de da di van von der den del ibn la dos ul ur el y bte das della dela ben bint abu zu".split()
)
_MOST_PARTICLES = 3  # van de der
_SUFFIX = re.compile(r",?[^\S\n](?:Jr|Sr)\b\.?")
# A syllable of Vietnamese without its marks; `Chaired` and `Hosts` are none.
_PLAIN_SYLLABLE = re.compile(
    r"(?:[bdghklmnprstvx]|ch?|gh|gi|kh|ngh?|nh|ph|qu|th|tr)?[aeiouy]{1,3}(?:ch?|ng?|nh|m|p|t)?", re.IGNORECASE
)
_LENGTH, _LONGEST = 6, 16
"""Words of a name at most; and of one with the father's in it, who may have titles (`bin Pehin Orang Kaya …`)."""
_SHORT = 4
_SON_OR_DAUGHTER_OF = frozenset({"bin", "binti"})
# `Ana “Annie” Reyes`
_NICKNAME = re.compile(r"\s[\"“‘'][A-Z][\w.-]{1,20}[\"”’']\s(?=[A-Z])")
LONGEST_VIETNAMESE = 4
"""Words of a Vietnamese name at most."""
# Capitals that begin something else than a name.
_NEVER_FIRST = frozenset(
    "tham tại theo trong ngoài trước sau về từ đồng cũng đây đó khi với và là các những hai ba một nhân bên do để nếu như trên "
    "dưới phát hội bộ báo đài choang "
    "ảnh nguồn ngày tháng năm sáng chiều tối hôm nay việt trung đông tây nam bắc nước đảng nhà phía cả mỗi mọi đoàn đại "
    "lãnh đặc "
    "cơ vị thứ người ông bà thủ tổng chủ ngoại biển hợp liên đối quan kế tuyên thông chính trường".split()
)
_NEVER = frozenset(
    "the a an this that these those in on at of for and as to by with from his her their its he she they we it i our who "
    "which when while ahead amid over between against among "
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday "
    "saturday sunday summit meeting conference forum dialogue ministry government state states nations united joint general "
    "foreign prime deputy vice minister president secretary asean senior economic regional international southeast east asia "
    "pacific ocean sea day year new also both during while after before speaking following meets holds attends visits "
    "calls committee commission council border mission delegation central "
    "office national royal border department agency association community center centre declaration statement treaty agreement "
    "plan assembly cooperation secretaries ministers leaders officials affairs relations parliament congress senate "
    "presents presented letter credence credentials "
    "audience ceremony talks services forces staff trip tour elections crisis deal pact ties remarks "
    "strengthens strengthen boosts deepens seeks welcomes receives hosts signs joins leads chairs arrives departs concludes "
    "agree agrees agreed discuss discusses vows urges pledges reaffirm reaffirms "
    "secretariat secretariats ministerial meetings conferences consultations summits dialogues "
    "airport airbase hospital mosque stadium bridge highway "
    "customs police army navy bank university airlines group company corporation television radio newspaper plus post "
    "analysts experts observers critics diplomats reporters delegates sources residents protesters".split()
)
_NEVER_IN_VIETNAMESE = _NEVER | _NEVER_FIRST
# First names that are written short: Ma. Corazon, Mohd. Nor.
_SHORTENED = frozenset("Ma Md Mohd Muhd Wm Chas Kh Ts".split())
SURNAMES = frozenset(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đinh đoàn lâm mai trịnh hà tô lương tạ cao "
    "châu thái "
    "vương tôn quách chu từ triệu kiều lưu phùng hứa tăng tống thạch văn vi la mạc nghiêm bạch giang khuất khương thân "
    "ninh đàm nông lò cầm bế giàng sùng thào tòng quàng phí đậu chử diệp chung uông âu trà tiết hạ biện giáp kha lục mẫn sầm "
    "nhữ phạn đới viêm "
    "lục lã ông kim cù doãn quản tào thẩm thi tiêu trang trương ứng viên đổng ngụy khổng dư hùng".split()
)
# Given names among the words that otherwise end a name.
_GIVEN = frozenset({"an"})
_PLAIN_SURNAMES = frozenset(map(strip_marks, SURNAMES))


def read_name(
    text: str,
    tokens: Sequence[Token],
    position: int,
    *,
    stops: Callable[[int], bool] | None = None,
    surnames_only: bool = False,
    lang: str = "vi",
) -> int | None:
    """Return the number of the word after the name that begins at word `position`; None where no name does.

    `stops` tells of a word's number that no name goes on with it; `surnames_only` wants a Vietnamese name of two words or more.
    """
    if position >= len(tokens):
        return None
    if not _may_begin(text, tokens[position], lang) and not _is_surname_still(tokens, position, stops):
        return None
    is_vietnamese = tokens[position].fold in SURNAMES
    if surnames_only and not is_vietnamese:
        return None
    end, longest = position + 1, _LENGTH
    while end < len(tokens) and end - position < longest:
        # Syllables that hyphens join are one word.
        longest += text[tokens[end - 1].end] in "-‐" and longest < _LONGEST
        if lang == "en" and _is_nickname(text, tokens, end):
            end += 2
            continue
        if (stops and stops(end)) or not _is_joined(text, tokens, end):
            break
        if _is_beyond_vietnamese(tokens[position : end + 1], lang):
            break
        if tokens[end].fold in _SON_OR_DAUGHTER_OF:
            longest = _LONGEST
        end += 1
    if end - position == 1 and (surnames_only or len(tokens[position].text) < 2 or tokens[position].text.isupper()):  # noqa: PLR2004
        return None
    return end


def _is_joined(text: str, tokens: Sequence[Token], position: int) -> bool:
    """Tell whether word `position` can go on with the name before it."""
    joins = _JOINS.fullmatch(text, tokens[position - 1].end, tokens[position].start)
    return joins is not None and _is_name_word(text, tokens, position) and not _ends_sentence(text, tokens, position)


def _is_beyond_vietnamese(words: Sequence[Token], lang: str) -> bool:
    """Tell whether the last of the words is none of the Vietnamese name before it.

    A fifth word never is, nor is in English what is no syllable: `Le Thu Hang | Chairs`, of a headline in capitals.
    """
    *name, last = words
    if lang == "vi":
        return name[0].fold in SURNAMES and len(name) >= LONGEST_VIETNAMESE and not last.text.isascii()
    if len(name) <= 2 or name[0].fold not in _PLAIN_SURNAMES:  # noqa: PLR2004 - two syllables are many a name's beginning
        return False
    return all(_PLAIN_SYLLABLE.fullmatch(word.text) for word in name) and not _PLAIN_SYLLABLE.fullmatch(last.text)


def _is_nickname(text: str, tokens: Sequence[Token], position: int) -> bool:
    """Tell whether a word stands in quotes between two words of a name."""
    found = _NICKNAME.match(text, tokens[position - 1].end)
    return found is not None and position + 1 < len(tokens) and tokens[position + 1].start == found.end()


def _is_name_word(text: str, tokens: Sequence[Token], position: int) -> bool:
    """Tell whether a name goes on with a word: one with a capital that is no other thing's, a particle, or after a hyphen."""
    word = tokens[position]
    if text[tokens[position - 1].end] in "-‐’'" and word.fold != "s":
        return word.text[0].isalpha()
    if word.fold in PARTICLES and word.text.islower():
        following = tokens[position + 1 : position + 1 + _MOST_PARTICLES]
        capital = next((token for token in following if not (token.fold in PARTICLES and token.text.islower())), None)
        return capital is not None and capital.text[0].isupper()
    if len(word.text) == 1 and word.text.isupper() and text[word.end : word.end + 1] == ".":
        return True  # Jaime A. FlorCruz
    if text[word.end : word.end + 1] in ("-", "‐") and len(word.text) < _SHORT:
        return word.text[0].isupper()  # Hwang In-moo
    return word.text[0].isupper() and (word.fold not in _NEVER or (word.fold in _GIVEN and _follows_surname(tokens, position)))


def _follows_surname(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether a Vietnamese surname stands one to three words before word `position`."""
    return any(
        word.fold in SURNAMES or word.fold in _PLAIN_SURNAMES
        for word in tokens[max(0, position - LONGEST_VIETNAMESE + 1) : position]
    )


def _may_begin(text: str, token: Token, lang: str) -> bool:
    """Tell whether a name can begin with this word: one with a capital that does not begin something else, or an initial."""
    if token.text.isupper() and len(token.text) == 1 and text[token.end : token.end + 1] == ".":
        return not text.startswith("T.Ư", token.start)  # short for `trung ương`
    if text[token.end : token.end + 1] in ("-", "‐") and token.text[0].isupper():
        return True  # A-nu-chít
    never = _NEVER_IN_VIETNAMESE if lang == "vi" else _NEVER
    return token.text[0].isalpha() and token.text[0].isupper() and token.fold not in never


def _is_surname_still(tokens: Sequence[Token], position: int, stops: Callable[[int], bool] | None) -> bool:
    """Tell whether a word that mostly begins something else (Đoàn, Ông) is a surname here: two words of a name follow."""
    following = tokens[position + 1 : position + 3]
    return (
        tokens[position].fold in SURNAMES
        and tokens[position].text.istitle()
        and len(following) == 2  # noqa: PLR2004
        and all(token.text.istitle() for token in following)
        and not (stops and stops(position + 1))
    )


def _ends_sentence(text: str, tokens: Sequence[Token], position: int) -> bool:
    """Tell whether the full stop before word `position` ends more than an initial."""
    gap = text[tokens[position - 1].end : tokens[position].start]
    before = tokens[position - 1].text
    return "." in gap and len(before) > 1 and before not in _SHORTENED


def person_slug(name: str) -> str:
    """Return the id of a person whom no list has: their name, without a nickname in it."""
    return slugify(_NICKNAME.sub(" ", name))


@lru_cache(maxsize=16_384)
def name_words(name: str) -> tuple[str, ...]:
    """Return a name's words as they are compared: small, without marks, nicknames, suffixes and initials."""
    plain = strip_marks(_SUFFIX.sub("", _NICKNAME.sub(" ", name))).casefold()
    words = re.findall(r"\w+", plain)
    return tuple(w for w in words if len(w) > 1) or tuple(words)


@lru_cache(maxsize=16_384)
def is_same_person(one: str, other: str) -> bool:
    """Tell whether two names of one report can be one person's: the same words in any order, or the one's among the other's.

    A single word counts only as the first or the last (Biden, Sonexay, ông Dũng). Of two that begin with one Vietnamese surname
    the given name, which is the last word, must be the same: Lê Thu is not Lê Thu Hằng.
    """
    small, large = name_words(one), name_words(other)
    if len(small) > len(large):
        small, large = large, small
    if not small:
        return False
    if len(small) == 1:
        return small[0] in (large[0], large[-1])
    # Most pairs part at the first word, and every pair of names in a report is looked at.
    if small[0] not in large and small[0][0] != large[0][0]:
        return False
    if small[0] == large[0] and small[-1] != large[-1] and has_plain_surname(one) and has_plain_surname(other):
        return Counter(small) == Counter(large)
    return Counter(small) <= Counter(large) or "".join(small) == "".join(large)


class Namesakes:
    """Names, found again by any name that can be the same person's; looking does not cost more the more of them there are."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Begin with `names`."""
        self._names: dict[str, None] = {}
        self._by_word: dict[str, list[str]] = {}
        self._by_rarest: dict[str, list[str]] = {}
        self._by_joined: dict[str, list[str]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Add a name, once."""
        words = name_words(name)
        if name in self._names or not words:
            return
        self._names[name] = None
        for word in {*words}:
            self._by_word.setdefault(word, []).append(name)
        self._by_rarest.setdefault(self._rarest(words), []).append(name)
        self._by_joined.setdefault("".join(words), []).append(name)

    def find(self, name: str) -> list[str]:
        """Return the names that can be the same person's as `name`, in order of the words they share with it."""
        words = name_words(name)
        if not words:
            return []
        # All its words are in a longer name, so also the one that fewest have; a shorter name's rarest word is among its words.
        longer = self._by_word.get(self._rarest(words), ())
        shorter = (other for word in words for other in self._by_rarest.get(word, ()))
        able = dict.fromkeys((*longer, *shorter, *self._by_joined.get("".join(words), ())))
        return [other for other in able if is_same_person(name, other)]

    def _rarest(self, words: Iterable[str]) -> str:
        return min(words, key=lambda word: len(self._by_word.get(word, ())))


def is_marked(name: str) -> bool:
    """Tell whether a name has tone or vowel marks."""
    return strip_marks(name) != name


def is_spelt_otherwise(one: str, other: str) -> bool:
    """Tell whether both names have marks, and other ones: Dũng is not Dụng."""
    return one != other and is_marked(one) and is_marked(other) and _spelling(one) != _spelling(other)


def _spelling(name: str) -> list[str]:
    """Return the words of a name, wherever their marks are set and in whatever order."""
    return sorted(map(fold_word, re.findall(r"\w+", name)))


def has_plain_surname(name: str) -> bool:
    """Tell whether a name may be Vietnamese, written with or without marks: a surname first, and four words at most."""
    words = strip_marks(name).split()
    return len(words) <= LONGEST_VIETNAMESE and "-" not in name and words[0].casefold() in _PLAIN_SURNAMES


def is_vietnamese_name(name: str) -> bool:
    """Tell whether a name looks Vietnamese, or Chinese in Vietnamese form: a surname first, two to four words."""
    words = name.split()
    if not 2 <= len(words) <= LONGEST_VIETNAMESE or "-" in name:  # noqa: PLR2004
        return False
    return words[0].casefold() in SURNAMES and all(w[:1].isupper() for w in words)
