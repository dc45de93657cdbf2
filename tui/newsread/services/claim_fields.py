"""A claim's fields as text in a form, and what was changed in them as a change of the claim. Pure.

Only what a person changed is set, on the claim as it is by then: another window may have changed
others meanwhile. A source is found again by its address.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from newsread.claims.check import LONGEST_NAME, is_partial_date
from newsread.claims.claim import Claim, Evidence, Speaker, Stance
from newsread.claims.tags import read_tags
from newsread.claims.vocabulary import WORTHS, Term
from newsread.errors import AddressError, UsageError
from newsread.text.clean import clean, clean_line
from newsread.web.addresses import parse_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from newsread.claims.vocabulary import Vocabulary

LABELS = {
    "type": "Type",
    "tags": "Tags",
    "speaker-name": "By whom",
    "speaker-role": " role",
    "speaker-same_as": " same as",
    "said_on": "Said on",
    "venue": "Venue",
    "statement": "Statement",
    "worth": "Worth",
    "status": "Status",
    "verdict": "Verdict",
    "verdict_label": " in words",
    "why": "Why",
    "confidence": "Confidence",
    "note": "Comment",
    "lang": "Language",
}
"""The fields of the form that are no source's, in its order, and what people see beside them."""
OF_SOURCE = {
    "url": "Source",
    "stance": " stance",
    "title": " title",
    "locator": " where",
    "passage": " passage",
    "archive": " archive",
}
"""Those of each source."""
HINTS = {
    "tags": "with spaces between",
    "speaker-role": "as what they say it: mayor, for the union",
    "speaker-same_as": "an address or id that says who it is: https://www.wikidata.org/entity/Q42",
    "said_on": "a day, a month or a year: 2026-11-26, 2026-11, 2026",
    "venue": "where it was said: in parliament, on television",
    "statement": "the claim, told so that it can stand alone",
    "verdict_label": "the verdict as your newsroom words it",
    "why": "how the verdict comes about",
    "confidence": "how sure you are of the verdict: 0, 1, 2 or 3",
    "note": "a comment, in Markdown",
    "lang": "a language's tag: en, de-CH",
    "url": "an address; empty: the source goes",
    "title": "what the source is called",
    "locator": "where in it: page 7, table 2, 12:40",
    "passage": "its words",
    "archive": "the address of an archived copy",
}
"""What people are told of a field whose values are not listed."""
CHANGED = {name.partition("-")[0]: label.strip().lower() for name, label in LABELS.items()} | {
    "speaker": "speaker",
    "verdict_label": "verdict in words",
    "evidence": "sources",
}
"""What a sentence calls the fields of a claim."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_STANCES = tuple(Term(name, name) for name in get_args(Stance))
_CONFIDENCES = ("0", "1", "2", "3")
_NEED_NOT_BE = ("worth", "verdict")
"""Fields with listed values that may be empty."""


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field of the form."""

    name: str
    """Such as ``verdict``, ``speaker-role`` or ``evidence-0-url``."""
    label: str
    value: str = ""
    """It may have several lines."""
    known: tuple[str, ...] = ()
    """What it may be, or what it was elsewhere."""
    listed: bool = False
    """It may be nothing but one of the `known`."""
    parted: bool = False
    """Its value is several words, of which each may be one of the `known`."""
    hint: str = ""


class FieldError(UsageError):
    """What stands in a field makes no sense there; `field` is its name."""

    def __init__(self, field: str, happened: str, next: str = "") -> None:  # noqa: A002
        self.field = field
        super().__init__(_label(field), happened, next)

    def __reduce__(self) -> tuple[type[FieldError], tuple[object, ...]]:
        return type(self), (self.field, self.happened, self.next)


class ClaimFields:
    """The fields of one claim as it was when the form was opened."""

    def __init__(
        self,
        claim: Claim,
        vocabulary: Vocabulary,
        *,
        tags: Sequence[str] = (),
        speakers: Sequence[str] = (),
        new_source: Callable[[str], Evidence] = lambda url: Evidence(url=url),
    ) -> None:
        """`new_source` returns the source at an address that is named now."""
        self._claim = claim
        self._new_source = new_source
        self._terms: dict[str, Sequence[Term]] = {
            "type": [Term(each.name, each.words) for each in vocabulary.types],
            "worth": WORTHS,
            "status": vocabulary.statuses,
            "verdict": vocabulary.verdicts,
            "stance": _STANCES,
        }
        known = {"tags": tuple(tags), "speaker-name": tuple(speakers)}
        values = _values(claim) | {
            name: self._in_words(name, getattr(claim, name) or "")
            for name in ("type", "worth", "status", "verdict")
        }
        self.fields = (
            *(self._field(name, label, values[name], known) for name, label in LABELS.items()),
            *(field for number in range(len(claim.evidence)) for field in self.source(number)),
        )
        """All fields, in the order of the form."""

    def _field(
        self, name: str, label: str, value: str, known: Mapping[str, tuple[str, ...]] | None = None
    ) -> Field:
        kind = name.rpartition("-")[2] if name.startswith("evidence") else name
        terms = self._terms.get(kind, ())
        return Field(
            name=name,
            label=label,
            value=value,
            known=tuple(term.words for term in terms) or (known or {}).get(name, ()),
            listed=bool(terms),
            parted=name == "tags",
            hint=HINTS.get(kind, ""),
        )

    def source(self, number: int) -> tuple[Field, ...]:
        """Return the fields of a source, a new one where the claim has not so many."""
        there = number < len(self._claim.evidence)
        source = self._claim.evidence[number] if there else Evidence(url="")
        return tuple(
            self._field(
                f"evidence-{number}-{name}",
                f"{label} {number + 1}" if name == "url" else label,
                getattr(source, name),
            )
            for name, label in OF_SOURCE.items()
        )

    def _in_words(self, kind: str, name: str) -> str:
        return next((term.words for term in self._terms[kind] if term.name == name), name)

    def changed(self, values: Mapping[str, str]) -> dict[str, str]:
        """Return those of `values`, texts by the names of fields, that were changed."""
        before = {field.name: field.value for field in self.fields}
        return {
            name: text
            for name, text in values.items()
            if text != before.get(name, "context" if name.endswith("-stance") else "")
        }

    def read(self, values: Mapping[str, str]) -> Callable[[Claim], Claim]:
        """Return what sets on a claim what was changed in `values`.

        Raises:
            FieldError: a text makes no sense in its field.
        """
        fields: dict[str, Any] = {}
        speaker: dict[str, str] = {}
        sources: dict[int, dict[str, str]] = {}
        for name, text in self.changed(values).items():
            kind, _, rest = name.partition("-")
            if kind == "evidence":
                number, _, part = rest.partition("-")
                sources.setdefault(int(number), {})[part] = self._part(name, part, text)
            elif kind == "speaker":
                speaker[rest] = _name(name, clean_line(text))
            else:
                fields[name] = self._value(name, text)
        if (speaker.get("role") or speaker.get("same_as")) and not values.get("speaker-name", ""):
            raise FieldError("speaker-name", "is empty", "Say who it is")
        self._check_sources(values, sources)

        def set_on(claim: Claim) -> Claim:
            evidence = self._with_sources(claim.evidence, sources)
            changed = {**fields, "evidence": evidence}
            if speaker:
                changed["speaker"] = _with_speaker(claim.speaker, speaker)
            return msgspec.structs.replace(claim, **changed)

        return set_on

    def _value(self, name: str, text: str) -> object:
        line = clean_line(text)
        if name in self._terms:
            value = self._name_of(name, name, line)
            return value or None if name == "worth" else value
        match name:
            case "tags":
                return read_tags(text)
            case "confidence":
                if line not in ("", *_CONFIDENCES):
                    raise FieldError(name, f"“{line}” is not 0, 1, 2 or 3")
                return int(line) if line else None
            case "said_on":
                return read_partial_date(line)
            case "lang":
                if line and not _LANGUAGE.fullmatch(line):
                    raise FieldError(name, f"“{line}” is no language's tag", "Write en, or de-CH")
                return _name(name, line)
        return clean(text).strip("\n").rstrip()

    def _part(self, name: str, part: str, text: str) -> str:
        line = clean_line(text)
        if part == "stance":
            return self._name_of(name, part, line)
        if part not in ("url", "archive"):
            return clean(text).strip("\n").rstrip()
        try:
            return parse_address(line).page if line else ""
        except AddressError as error:
            raise FieldError(name, f"“{error.thing}”: {error.happened}", error.next) from error

    def _name_of(self, name: str, kind: str, line: str) -> str:
        """Return the name of the term whose words or name, or whose beginning, `line` is."""
        terms, said = self._terms[kind], line.casefold()
        if not said and kind in _NEED_NOT_BE:
            return ""
        exact = [each for each in terms if said in (each.words.casefold(), each.name.casefold())]
        begun = [each for each in terms if said and each.words.casefold().startswith(said)]
        if not exact and len(begun) != 1:
            there_are = ", ".join(each.words for each in begun or terms)
            what = f"“{line}” is none of them" if not begun else f"“{line}” is not all of it"
            raise FieldError(name, what if said else "is empty", f"There are: {there_are}")
        return (exact or begun)[0].name

    def _check_sources(
        self, values: Mapping[str, str], sources: Mapping[int, Mapping[str, str]]
    ) -> None:
        for number, parts in sources.items():
            if not values.get(f"evidence-{number}-url", "").strip() and "url" not in parts:
                what = "a source has an address"
                raise FieldError(f"evidence-{number}-url", f"is empty, but {what}")
        there = [each.url for each in self._claim.evidence]
        numbers = range(max((len(there), *(number + 1 for number in sources))))
        urls = [sources.get(n, {}).get("url", there[n] if n < len(there) else "") for n in numbers]
        count = Counter(urls)
        for number, parts in sources.items():
            if parts.get("url") and count[parts["url"]] > 1:
                raise FieldError(f"evidence-{number}-url", "is among the sources already")

    def _with_sources(
        self, now: tuple[Evidence, ...], sources: Mapping[int, Mapping[str, Any]]
    ) -> tuple[Evidence, ...]:
        """Return the sources `now` with what was changed; one that was changed here and has been
        removed elsewhere is there again."""
        found = list(now)
        for number, parts in sorted(sources.items()):
            there = number < len(self._claim.evidence)
            before = self._claim.evidence[number] if there else self._new_source(parts["url"])
            url = before.url
            at = next((n for n, each in enumerate(found) if each == before), None)
            if at is None:
                at = next((n for n, each in enumerate(found) if each.url == url), None)
            if parts.get("url") == "":
                if at is not None:
                    del found[at]
            elif at is None:
                found.append(msgspec.structs.replace(before, **parts))
            else:
                found[at] = msgspec.structs.replace(self._renamed(found[at], url, parts), **parts)
        return tuple(found)

    def _renamed(self, source: Evidence, url: str, parts: Mapping[str, Any]) -> Evidence:
        """Return a source with what is known of its new address, if it gets one."""
        if parts.get("url", url) == url:
            return source
        new = self._new_source(parts["url"])
        return msgspec.structs.replace(source, hash=new.hash, retrieved=new.retrieved)


def _values(claim: Claim) -> dict[str, str]:
    """Return a claim's fields of free text by their names in the form."""
    speaker = claim.speaker or Speaker(name="")
    confidence = "" if claim.confidence is None else str(claim.confidence)
    return {
        "tags": " ".join(claim.tags),
        "speaker-name": speaker.name,
        "speaker-role": speaker.role,
        "speaker-same_as": speaker.same_as,
        "confidence": confidence,
    } | {
        name: getattr(claim, name)
        for name in ("said_on", "venue", "statement", "verdict_label", "why", "note", "lang")
    }


def _with_speaker(speaker: Speaker | None, changed: Mapping[str, Any]) -> Speaker | None:
    """Return `speaker` with what was changed; without a name, nobody."""
    now = msgspec.structs.replace(speaker or Speaker(name=""), **changed)
    return now if now.name else None


def read_partial_date(line: str) -> str:
    """Return a day, a month or a year as it is kept; empty stays empty.

    Raises:
        FieldError: it is none of them.
    """
    if line and not is_partial_date(line):
        raise FieldError("said_on", f"“{line}” is no date", "Write 2026-11-26, 2026-11 or 2026")
    return line


def _name(field: str, line: str) -> str:
    if len(line) > LONGEST_NAME:
        raise FieldError(field, f"has more than {LONGEST_NAME} characters")
    return line


def changed_fields(before: Claim, after: Claim) -> str:
    """Return what a sentence calls the fields in which two states of a claim differ."""
    names: Iterable[str] = (
        name for name in CHANGED if getattr(before, name) != getattr(after, name)
    )
    return ", ".join(CHANGED[name] for name in names)


def _label(field: str) -> str:
    if field.startswith("evidence"):
        _, number, part = field.split("-")
        label = OF_SOURCE[part].strip()
        source = f"Source {int(number) + 1}"
        return source if part == "url" else f"{source}, {label}"
    return LABELS[field].strip().capitalize()
