"""The search of the handbook: which sections of its pages answer a few words, the best first.

Each word of a section counts by BM25: a rare word more than a common one, a title and a keyword of
the page more than a heading, and that more than the text. Words are compared by their stems.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from st_page_state.docs.pages import Section, Topic, sections, topics

WORD = re.compile(r"\w+")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_ENDINGS = WORD.findall(
    "ations ation ments ment ances ance ences ence ently ent ency ings ing ions ion ers er ies ied "
    "ed es ly s y e"
)
_COMMON = frozenset(
    WORD.findall(
        "a about after all also am an and any are as at be been but by can cannot could did do "
        "does doing done for from get gets go goes got had has have how i if in into is it its "
        "just let me must my need no not nothing now of off on once one only or our out so some st "
        "such than that the their them then there they thing this to too up us use want was we "
        "were what when where which while who why will with without would you your"
    )
)
_TEXT, _HEADING, _TITLE, _KEYWORD = 1.0, 4.0, 6.0, 6.0
_SHORT_OF_SATURATION, _LENGTH_COUNTS = 1.5, 0.5  # BM25's k1 and b
_BEGINNING, _PIECE, _MISSPELT = 0.4, 0.4, 0.7  # how much a word counts that is not quite the same
_MOST_OF_A_PAGE = 3  # sections
_CLOSE_TO_BEST = 0.5
_MISSPELT_BY, _FAR_OFF = 0.78, 0.5  # difflib's ratios; a letter of four may not be another one


class Found(NamedTuple):
    """A section that a search has found.

    Attributes:
        topic: its page.
        section: the section.
        stems: the stems of the words that were found, to mark them by.
        score: how well it answers.
        named: whether a title, a heading or a keyword has one of the words, not the text alone.
    """

    topic: Topic
    section: Section
    stems: frozenset[str]
    score: float
    named: bool


class Results(NamedTuple):
    """What a search has found.

    Attributes:
        found: the sections, the best first.
        near: if there are none, words of the handbook that are like those of the query.
    """

    found: list[Found]
    near: list[str]


def search(query: str) -> Results:
    """Return what answers a query, of each page the three best sections."""
    index = _index(tuple(topics()))
    asked = _stems(query, index)
    found = index.rank(asked)
    near = [] if found else index.near(query)
    return Results(found, near)


def answers(query: str, most: int = 3) -> list[Topic]:
    """Return the pages whose titles, headings or keywords answer a query, the best first."""
    found = [each for each in search(query).found if each.named]
    near_the_best = [each.topic for each in found if each.score > found[0].score * _CLOSE_TO_BEST]
    return list(dict.fromkeys(near_the_best))[:most]


@cache
def stem(word: str) -> str:
    """Return a word without the endings that its other forms have, too."""
    word = word.lower()
    for ending in _ENDINGS:
        left = word.removesuffix(ending)
        if left != word and len(left) > 2 and not (ending == "s" and left.endswith("s")):
            return stem(left)
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def pieces(word: str) -> list[str]:
    """Return the words that a name is made of: ``bind_rows``, ``FakeApp``."""
    found = _PART.findall(word)
    return found if len(found) > 1 else []


class _Entry(NamedTuple):
    topic: Topic
    section: Section
    own: frozenset[str]
    named: frozenset[str]
    weights: Mapping[str, float]


class _Index(NamedTuple):
    entries: list[_Entry]
    rarity: dict[str, float]
    words: dict[str, str]
    phrases: dict[str, list[frozenset[str]]]

    def matching(self, word: str) -> dict[str, float]:
        """Return the known stems that a stem stands for, and how much each counts."""
        likes = {known: _BEGINNING for known in self.rarity if known.startswith(word)}
        exact = {word: 1.0} if word in self.rarity else {}
        return {**(likes if len(word) > 3 else {}), **exact}

    def rank(self, asked: Mapping[str, Mapping[str, float]]) -> list[Found]:
        every = {stem for stems in asked.values() for stem in stems}
        exact = {known for stems in asked.values() for known in stems if stems[known] >= _MISSPELT}
        bonus = {
            slug: max([len(phrase) for phrase in phrases if phrase <= exact], default=0)
            for slug, phrases in self.phrases.items()
        }
        ranked: list[Found] = []
        for entry in self.entries:
            if not every & entry.own:
                continue
            scores = [self._score(entry, stems) for stems in asked.values()]
            share = sum(score > 0 for score in scores) / len(scores)
            score = sum(scores) * share * (1 + bonus[entry.topic.slug])
            named = not entry.named.isdisjoint(every)
            ranked.append(Found(entry.topic, entry.section, frozenset(every), score, named))
        ranked.sort(key=lambda each: -each.score)
        shown = Counter[str]()
        found: list[Found] = []
        for each in ranked:
            shown[each.topic.slug] += 1
            if shown[each.topic.slug] <= _MOST_OF_A_PAGE:
                found.append(each)
        return found

    def _score(self, entry: _Entry, stems: Mapping[str, float]) -> float:
        """Return how well a section answers one word of the query."""
        found = [
            part * self.rarity[known] * weight / (_SHORT_OF_SATURATION + weight)
            for known, part in stems.items()
            if (weight := entry.weights.get(known))
        ]
        return max(found, default=0.0)

    def near(self, query: str) -> list[str]:
        """Return the words of the handbook that are most like those of a query."""
        found: list[str] = []
        for word in WORD.findall(query):
            if word.lower() not in _COMMON:
                found += get_close_matches(word.lower(), [*self.words], n=2, cutoff=_FAR_OFF)
        return list(dict.fromkeys(found))


def _stems(query: str, index: _Index) -> dict[str, dict[str, float]]:
    """Return each word of a query with the stems it stands for, and how much each counts."""
    asked: dict[str, dict[str, float]] = {}
    for word in WORD.findall(query):
        if word.lower() in _COMMON:
            continue
        stems = index.matching(stem(word))
        for piece in pieces(word):
            for known, part in index.matching(stem(piece)).items():
                stems.setdefault(known, _PIECE * part)
        if not stems:
            close = get_close_matches(word.lower(), [*index.words], n=1, cutoff=_MISSPELT_BY)
            stems = {index.words[each]: _MISSPELT for each in close}
        asked[stem(word)] = stems
    return asked


@cache
def _index(all_topics: tuple[Topic, ...]) -> _Index:
    entries: list[_Entry] = []
    phrases: dict[str, list[frozenset[str]]] = {}
    words: dict[str, str] = {}
    rows: list[tuple[Topic, Section, Counter[str], int]] = []
    for topic in all_topics:
        named = (topic.title, *topic.keywords)
        phrases[topic.slug] = [frozenset(_counted([each], words)) for each in named]
        for section in sections(topic.text()):
            counted = _counted([_COMMENT.sub("", section.body)], words)
            rows.append((topic, section, counted, sum(counted.values())))
    usual = sum(length for *_, length in rows) / len(rows)
    for topic, section, counted, length in rows:
        norm = 1 - _LENGTH_COUNTS + _LENGTH_COUNTS * length / usual
        weights: defaultdict[str, float] = defaultdict(float)
        for stem_, times in counted.items():
            weights[stem_] += _TEXT * times / norm
        heading = _counted([section.title], words)
        page = _counted(topic.keywords, words)
        title = _counted([topic.title], words)
        for found, weight in ((heading, _HEADING), (title, _TITLE), (page, _KEYWORD)):
            for stem_ in found:
                weights[stem_] += weight
        own = frozenset([*counted, *heading, *(page if section.level == 1 else ())])
        entries.append(_Entry(topic, section, own, frozenset({*heading, *title, *page}), weights))
    within = Counter(known for entry in entries for known in entry.own)
    rarity = {
        known: math.log(1 + (len(entries) - times + 0.5) / (times + 0.5))
        for known, times in within.items()
    }
    return _Index(entries, rarity, words, phrases)


def _counted(texts: Iterable[str], words: dict[str, str]) -> Counter[str]:
    """Count the stems of texts, and note which words have them."""
    found: Counter[str] = Counter()
    for text in texts:
        for word in WORD.findall(text):
            for each in (word, *pieces(word)):
                if each.lower() not in _COMMON:
                    found[stem(each)] += 1
                    words[each.lower()] = stem(each)
    return found
