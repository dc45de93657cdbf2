"""Whether a change of wording changes what is said, and which words do. Pure.

“4.1 %” and “4.7 %” are 99 % alike, and that is the whole story. So likeness does not tell: a
number, a unit, a date, a negation, how sure somebody is, a name, who says it, whether it is a
quotation, or which way something goes, each is material however small it is. The same said
otherwise is not: ten and 10, “is not” and “isn't”, said and says, a straight mark and a curly one.

Where nothing else tells, a capital makes a name; where that is wrong, a change is shown to a person
that need not have been. The other mistake would be the worse one.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple

from newsread.text.alignment import Alignment
from newsread.text.counted import counted
from newsread.text.telling_words import telling_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

    from newsread.claims.claim import Claim
    from newsread.text.alignment import Tokens
    from newsread.text.segment import Range
    from newsread.text.telling_words import TellingWords

Kind = Literal[
    "number",
    "unit",
    "date",
    "negation",
    "modal",
    "attribution",
    "direction",
    "name",
    "quotation",
]

_IN_ORDER = frozenset(("number", "unit", "date", "name"))
"""What has changed if it stands in another order: who beat whom, from what to what."""
_IN_PLACE = frozenset(("negation", "quotation"))
"""What has changed if it stands at another place: not this but that."""
_SENTENCE = 8
"""Tokens that are new, or gone, from which a text says something else whatever they are."""

_DENYING = ("un", "in", "im", "il", "ir", "dis", "non", "non-", "mis")
"""Before a word, in most languages that have words of Latin."""
_NUMBER = re.compile(r"([+-]?\d[\d.,:’']*)(\D*)", re.DOTALL)
_GROUPED = re.compile(r"\d{1,3}(?:([.,’'])\d{3})(?:\1\d{3})*")
_SENTENCE_END = frozenset(".!?:…")
_SIGNS = frozenset("%€$£¥°‰")
_QUOTATION_MARKS = frozenset("\"'“”„‟«»‹›‘’‚‛")
_GERMAN_ENDING = re.compile(r"(?<=\w{4})(?:en|es|er|em|s|n|e)$")


class Replaced(NamedTuple):
    """Words that tell, and what stands for them now; one of both may be empty."""

    old: str
    new: str
    kind: Kind


class _Telling(NamedTuple):
    """What one token tells."""

    kind: Kind
    value: str
    """The same for all that say the same."""


def material_changes(old: str, new: str, lang: str = "") -> tuple[Replaced, ...]:
    """Return the words by which `new` says something else than `old`, in their order.

    `lang` is BCP 47; where it is empty the words are taken for English.
    """
    return _changes(Alignment(old, new), lang)


def _changes(alignment: Alignment, lang: str, most: int = 0) -> tuple[Replaced, ...]:
    """Return the changes; with `most`, without passages of more tokens that are new or gone."""
    olds, news = _told(alignment, lang)
    changed = _changed_kinds(alignment, olds, news)
    found = []
    for mine, theirs in _different(alignment):
        if most and _is_passage(mine, theirs, most):
            continue
        for kind in dict.fromkeys(
            each.kind
            for told, numbers in ((olds, mine), (news, theirs))
            for number in numbers
            if (each := told[number]) is not None
        ):
            pair = [
                _words(text, tokens.ranges, told, numbers, kind)
                for text, tokens, told, numbers in (
                    (alignment.old, alignment.old_tokens, olds, mine),
                    (alignment.new, alignment.new_tokens, news, theirs),
                )
            ]
            if kind in changed and _values(olds, mine, kind) != _values(news, theirs, kind):
                found.append(Replaced(pair[0], pair[1], kind))
    return tuple(found)


def text_changes_in_words(old: str, new: str, lang: str = "", most: int = 3) -> str:
    """Return in a line what a whole text says that its former did not, and how much came or went:
    “4.1 → 4.7, 31 words added”; at most so many words by name. Empty where it says the same."""
    alignment = Alignment(old, new)
    if not is_material(alignment, lang):
        return ""
    changes = _changes(alignment, lang, _SENTENCE)
    more = len(changes) - most
    gone, came = list[tuple[str, ...]](), list[tuple[str, ...]]()
    for mine, theirs in _different(alignment):
        if _is_passage(mine, theirs, _SENTENCE):
            gone.append(_words_within(alignment.old_tokens, mine))
            came.append(_words_within(alignment.new_tokens, theirs))
    moved = {*gone} & {*came}
    counts = {
        what: sum(len(each) for each in passages if each not in moved)
        for what, passages in (("added", came), ("gone", gone))
    }
    told = [
        in_words(changes[:most]),
        f"{counted(more, 'other change')}" if more > 0 else "",
        *(f"{counted(count, 'word')} {what}" for what, count in counts.items() if count),
    ]
    return ", ".join(filter(None, told)) or "words came or went"


def _is_passage(mine: range, theirs: range, most: int) -> bool:
    """Tell whether tokens are in one text alone, and so many that they are told by their number."""
    return min(len(mine), len(theirs)) == 0 and max(len(mine), len(theirs)) >= most


def _words_within(tokens: Tokens, numbers: range) -> tuple[str, ...]:
    """Return the tokens with `numbers` that are no marks."""
    return tuple(word for n in numbers if (word := tokens.words[n])[0].isalnum())


def is_material(alignment: Alignment, lang: str = "") -> bool:
    """Tell whether a whole text says something else: a word that tells is gone, came, or stands for
    another, or a sentence is new or gone. What was only moved says the same."""
    olds, news = _told(alignment, lang)
    gone: Counter[_Telling] = Counter()
    words: Counter[str] = Counter()
    came: Counter[_Telling] = Counter()
    others: Counter[str] = Counter()
    for mine, theirs in _different(alignment):
        gone.update(told for number in mine if (told := olds[number]) is not None)
        came.update(told for number in theirs if (told := news[number]) is not None)
        words.update(alignment.old_tokens.words[mine.start : mine.stop])
        others.update(alignment.new_tokens.words[theirs.start : theirs.stop])
    return (
        gone != came
        or (words - others).total() >= _SENTENCE
        or (others - words).total() >= _SENTENCE
    )


def changes_in_words(claim: Claim) -> str:
    """Return how the claim's words differ from those in its place now: “4.1 → 4.7, not is gone”."""
    last = claim.anchors[-1] if claim.anchors else None
    if last is None or not last.quote:
        return ""
    return in_words(material_changes(claim.quote, last.quote, claim.lang))


def in_words(changes: Iterable[Replaced]) -> str:
    """Return changes as a person reads them, with commas between; each way of one once."""
    changes = tuple(changes)
    gone = {each.old for each in changes if not each.new}
    moved = gone & {each.new for each in changes if not each.old}
    told = (
        f"“{each.old or each.new}” at another place"
        if (each.old or each.new) in moved and not (each.old and each.new)
        else _in_words(each)
        for each in changes
    )
    return ", ".join(dict.fromkeys(told))


def _in_words(change: Replaced) -> str:
    if change.kind == "quotation":
        gone, came = (
            change.old.count(" ") + bool(change.old),
            change.new.count(" ") + bool(change.new),
        )
        return "quotation marks gone" if gone > came else "quotation marks added"
    if not change.old:
        return f"“{change.new}” added"
    return f"{change.old} → {change.new}" if change.new else f"“{change.old}” gone"


# What tokens tell


def _told(alignment: Alignment, lang: str) -> tuple[list[_Telling | None], list[_Telling | None]]:
    known = telling_words(lang)
    olds = _raw(alignment.old, alignment.old_tokens.ranges)
    news = _raw(alignment.new, alignment.new_tokens.ranges)
    small = {word for word in chain(olds, news) if word.islower()}
    told = _tell(olds, known, small), _tell(news, known, small)
    for mine, theirs in _different(alignment):
        if _small(olds, mine) == _small(news, theirs):  # nothing but capitals
            for each, numbers in zip(told, (mine, theirs), strict=True):
                each[numbers.start : numbers.stop] = [None] * len(numbers)
        for own, others, numbers, words in (
            (told[0], frozenset(_small(news, theirs)), mine, olds),
            (told[1], frozenset(_small(olds, mine)), theirs, news),
        ):
            for number in numbers:
                if _is_opposite(words[number].casefold(), others):
                    own[number] = _Telling("negation", words[number].casefold())
    return told


def _is_opposite(word: str, others: Set[str]) -> bool:
    """Tell whether one of `others` is `word` with a prefix that denies it, or the other way."""
    return any(
        (len(word) > len(prefix) and prefix + word in others)
        or (
            len(word) > 2 * len(prefix)
            and word.startswith(prefix)
            and word[len(prefix) :] in others
        )
        for prefix in _DENYING
    )


def _small(tokens: Sequence[str], numbers: range) -> list[str]:
    return [tokens[number].casefold() for number in numbers]


def _raw(text: str, ranges: Iterable[Range]) -> list[str]:
    return [text[start:end] for start, end in ranges]


def _tell(tokens: Sequence[str], known: TellingWords, small: set[str]) -> list[_Telling | None]:
    """Return what each token tells; `small` are the words that both texts have without capitals."""
    told: list[_Telling | None] = []
    begins, before = True, ""
    for token in tokens:
        if (before, token) == ("per", "cent"):
            told.append(_Telling("unit", "%"))
        else:
            told.append(_telling(token, known, small, begins=begins))
        before = token
        begins = token in _SENTENCE_END or (begins and not token[0].isalnum())
    return told


def _telling(token: str, known: TellingWords, small: set[str], *, begins: bool) -> _Telling | None:
    folded = token.replace("’", "'")
    word = folded.casefold()
    if not word[0].isalnum() and len(word) == 1:
        return _of_mark(token)
    if any(char.isdigit() for char in word):
        return _Telling("number", _number(word, known))
    capital = token[0].isupper()
    if (
        word in known.dates
        and (capital or word not in _ONLY_WITH_CAPITAL)
        and not (begins and word == "may")
    ):
        return _Telling("date", known.dates[word])
    if word in known.negations or word.endswith("n't"):
        return _Telling("negation", "not" if word.endswith("n't") else word)
    groups: tuple[tuple[Kind, dict[str, str]], ...] = (
        ("number", known.numbers),
        ("unit", known.units),
        ("modal", known.modals),
        ("attribution", known.attributions),
        ("direction", known.directions),
        ("name", known.persons),
    )
    for kind, words in groups:
        if word in words:
            return _Telling(kind, words[word])
    return _of_name(token, word, known, small, begins=begins)


_ONLY_WITH_CAPITAL = frozenset(("may", "march", "august", "mon", "wed", "sun", "sat", "dec", "jan"))
"""English words that are dates only where they have a capital."""


def _of_mark(mark: str) -> _Telling | None:
    if mark in _QUOTATION_MARKS:
        return _Telling("quotation", '"')
    return _Telling("unit", mark) if mark in _SIGNS else None


def _of_name(
    token: str, word: str, known: TellingWords, small: set[str], *, begins: bool
) -> _Telling | None:
    if not token[0].isupper() or word in known.plain:
        return None
    if begins and word in small:
        return None
    name = word.removesuffix("'s").removesuffix("'")
    return _Telling("name", _GERMAN_ENDING.sub("", name) if known.nouns_capital else name)


def _number(word: str, known: TellingWords) -> str:
    """Return a number without what only groups its digits, and a unit joined to it by its sign."""
    found = _NUMBER.match(word)
    if found is None:
        return word
    digits, unit = found[1].rstrip(".,:'’"), found[2]
    if _GROUPED.fullmatch(digits):
        digits = re.sub(r"\D", "", digits)
    return digits + known.units.get(unit, unit)


# Comparing


def _different(alignment: Alignment) -> Iterator[tuple[range, range]]:
    """Yield the numbers of tokens of both texts between those that are the same."""
    at_old = at_new = 0
    ends = (len(alignment.old_tokens), len(alignment.new_tokens))
    for mine, theirs in chain(alignment.pairs, (ends,)):
        if mine > at_old or theirs > at_new:
            yield range(at_old, mine), range(at_new, theirs)
        at_old, at_new = mine + 1, theirs + 1


def _values(told: Sequence[_Telling | None], numbers: Iterable[int], kind: Kind) -> list[str]:
    return [each.value for n in numbers if (each := told[n]) is not None and each.kind == kind]


def _changed_kinds(
    alignment: Alignment, olds: Sequence[_Telling | None], news: Sequence[_Telling | None]
) -> set[Kind]:
    """Return the kinds of which both texts do not tell the same."""
    changed: set[Kind] = set()
    kinds = {each.kind for each in chain(olds, news) if each is not None}
    different = list(_different(alignment))
    for kind in kinds:
        if kind in _IN_PLACE:
            same = all(
                _values(olds, mine, kind) == _values(news, theirs, kind)
                for mine, theirs in different
            )
        else:
            before = _values(olds, range(len(olds)), kind)
            after = _values(news, range(len(news)), kind)
            same = before == after if kind in _IN_ORDER else Counter(before) == Counter(after)
        if not same:
            changed.add(kind)
    return changed


def _words(
    text: str,
    ranges: Sequence[Range],
    told: Sequence[_Telling | None],
    numbers: Iterable[int],
    kind: Kind,
) -> str:
    """Return the words of a kind among the tokens with `numbers`."""
    return " ".join(
        text[ranges[n].start : ranges[n].end]
        for n in numbers
        if (each := told[n]) is not None and each.kind == kind
    )
