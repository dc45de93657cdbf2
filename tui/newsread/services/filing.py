"""Filing what is known of claims, field by field. Each is on the disk, and undoable, on return."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import msgspec

from newsread.claims.check import LONGEST_NAME
from newsread.claims.claim import Claim, Evidence, Speaker, Stance, timestamp
from newsread.claims.tags import read_tag_changes, read_tags
from newsread.claims.vocabulary import WORTHS, ClaimType, Term
from newsread.errors import LibraryError, UsageError
from newsread.services.claim_fields import changed_fields
from newsread.text.clean import clean, clean_line
from newsread.text.quoted import in_quotation_marks
from newsread.web.addresses import parse_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from newsread.ledger.ledger import Change, Ledger
    from newsread.services.configuration import Configuration
    from newsread.services.history import History

QUOTED = 50
"""Most code points of a claim that is named by its words."""

IN_WORDS: dict[Stance, str] = {
    "supports": "supports",
    "refutes": "refutes",
    "context": "is context",
}
"""What a source does, by its stance."""


class Done(msgspec.Struct, frozen=True):
    """What was done: the `sentence` for the status line, and the one claim, if it still is."""

    sentence: str
    claim: Claim | None = None
    problem: bool = False
    """Whether something went wrong beside, which the sentence tells."""


class Filed(msgspec.Struct, frozen=True):
    """Tags and speaker, which several claims of one article often share."""

    tags: tuple[str, ...] = ()
    speaker: Speaker | None = None

    def __bool__(self) -> bool:
        """Tell whether there is anything to give."""
        return bool(self.tags) or self.speaker is not None


class Filing:
    """What is found out of claims; each method raises LedgerError where it was not stored."""

    def __init__(
        self,
        ledger: Ledger,
        history: History,
        configuration: Configuration,
        clock: Callable[[], float] = time.time,
        as_read: Callable[[str], Evidence | None] = lambda _: None,
    ) -> None:
        """`as_read` returns a source with what was read at its address, if anything was."""
        self._ledger = ledger
        self._history = history
        self._vocabulary = configuration.vocabulary
        self._clock = clock
        self._as_read = as_read
        self._annotator = configuration.settings.annotator
        self._last = Filed()
        """What the claim has whose tags or speaker were given last."""

    def retype(self, claim_id: str, type: str) -> Done:  # noqa: A002
        """Give a claim another type."""
        words = self._vocabulary.type(type).words
        changes = self._set((claim_id,), type=type)
        if not changes:
            return Done(f"The claim is {words} already", self._ledger.get(claim_id))
        return self._note(f"Claim is now {words}", changes)

    def set_tags(self, claim_ids: Sequence[str], tags: str | Iterable[str]) -> Done:
        """Give claims these tags instead of those they have: a text as typed, or a list."""
        given = read_tags(tags if isinstance(tags, str) else " ".join(tags))
        done = self._file("Tags", ", ".join(given), self._set(claim_ids, tags=given))
        self._remember(claim_ids)
        return done

    def change_tags(self, claim_ids: Sequence[str], typed: str) -> Done:
        """Add tags to those that claims have, and take those away that are typed with a ``-``."""
        more, fewer = read_tag_changes(typed)

        def how(claim: Claim) -> Claim:
            tags = [tag for tag in claim.tags if tag not in fewer]
            return msgspec.structs.replace(claim, tags=tuple(dict.fromkeys((*tags, *more))))

        told = ", ".join((*(f"+{tag}" for tag in more), *(f"-{tag}" for tag in fewer)))
        done = self._file("Tags", told, self._revise(claim_ids, how))
        self._remember(claim_ids)
        return done

    def set_speaker(self, claim_ids: Sequence[str], name: str) -> Done:
        """Say who says the claims; an empty name takes the speaker away.

        Role and identity stay as long as the name does, however it is spelled; another name is
        somebody else.
        """
        given = clean_line(name, limit=LONGEST_NAME)

        def how(claim: Claim) -> Claim:
            return msgspec.structs.replace(claim, speaker=named(claim.speaker, given))

        done = self._file("Speaker", given, self._revise(claim_ids, how))
        self._remember(claim_ids)
        return done

    def _remember(self, claim_ids: Sequence[str]) -> None:
        claim = self._ledger.get(claim_ids[-1])
        if claim is not None:
            self._last = Filed(claim.tags, claim.speaker)

    def file_again(self, claim_ids: Sequence[str]) -> Done:
        """Give claims the tags and the speaker of the claim that was given some last.

        Before any was, those of the newest claim that has some, of the same article if there is
        one. What it has none of stays as it is.
        """
        given = self._last or self._newest(claim_ids)
        if not given:
            return Done("There is no claim yet with tags or a speaker to give again")
        wanted: dict[str, Any] = {"tags": given.tags} if given.tags else {}
        if given.speaker is not None:
            wanted["speaker"] = given.speaker
        told = [f"tags: {', '.join(given.tags)}"] if given.tags else []
        told += [f"speaker: {given.speaker.name}"] if given.speaker else []
        words = "; ".join(told)
        changes = self._set(claim_ids, **wanted)
        if not changes:
            return Done(f"As before: {words}")
        several = f"{len(changes)} claims: " if len(changes) > 1 else ""
        return self._note(
            f"{several}{words}" if several else words[:1].upper() + words[1:], changes
        )

    def _newest(self, but: Sequence[str]) -> Filed:
        beside = self._ledger.get(but[0])
        of_article = self._ledger.of_article(beside.article.key) if beside is not None else ()
        for claim in (*reversed(of_article), *self._ledger.all()):
            filed = Filed(claim.tags, claim.speaker)
            if filed and claim.id not in but:
                return filed
        return Filed()

    def set_note(self, claim_ids: Sequence[str], note: str) -> Done:
        """Give claims a comment, in Markdown; empty: none."""
        given = clean(note).strip("\n").rstrip()
        shown = clean_line(given, limit=QUOTED)
        return self._file("Comment", shown, self._set(claim_ids, note=given))

    def set_worth(self, claim_ids: Sequence[str], worth: str) -> Done:
        """Say how much claims are worth checking; empty: nobody has said.

        Raises:
            UsageError: there is no such worth.
        """
        if worth:
            check_known(worth, "a worth", WORTHS)
        return self._file("Worth", worth, self._set(claim_ids, worth=worth or None))

    def set_verdict(self, claim_ids: Sequence[str], verdict: str) -> Done:
        """Say what was found of claims; empty: nothing yet.

        Raises:
            UsageError: the vocabulary has no such verdict.
        """
        if verdict:
            check_known(verdict, "a verdict", self._vocabulary.verdicts)
        words = self._vocabulary.verdict_words(verdict)
        return self._file("Verdict", words, self._set(claim_ids, verdict=verdict))

    def set_status(self, claim_ids: Sequence[str], status: str) -> Done:
        """Say how the work on claims stands.

        Raises:
            UsageError: the vocabulary has no such status.
        """
        check_known(status, "a status", self._vocabulary.statuses)
        words = self._vocabulary.status_words(status)
        return self._file("Status", words, self._set(claim_ids, status=status))

    def add_evidence(
        self, claim_ids: Sequence[str], address: str, stance: Stance | None = None
    ) -> Done:
        """Add the address of a source to claims, or give it this stance where they have it already.

        Without a stance a new source is context, and one that is there stays as it is.

        Raises:
            AddressError: it is no http or https address.
        """
        url = parse_address(address).page
        new = msgspec.structs.replace(self.new_source(url), stance=stance or "context")
        added: set[str] = set()

        def how(claim: Claim) -> Claim:
            evidence = claim.evidence
            if all(each.url != url for each in evidence):
                added.add(claim.id)
                evidence = (*evidence, new)
            elif stance is not None:
                evidence = tuple(
                    msgspec.structs.replace(each, stance=stance) if each.url == url else each
                    for each in evidence
                )
            return msgspec.structs.replace(claim, evidence=evidence)

        changes = self._revise(claim_ids, how)
        if not changes:
            return Done(f"Evidence already: {url}")
        if not added:
            return self._file("Stance", f"{url} now {IN_WORDS[new.stance]}", changes)
        bears = f"{url} ({stance})" if new.stance != "context" else url
        return self._file("Evidence", bears, changes)

    def new_source(self, url: str) -> Evidence:
        """Return a source that is named now: as newsread has read it, else without a hash."""
        return self._as_read(url) or Evidence(url=url, retrieved=timestamp(self._clock()))

    def fill(self, claim_id: str, how: Callable[[Claim], Claim]) -> Done:
        """Give a claim what `how` sets of several fields, as one step; say which they were."""
        changes = self._revise((claim_id,), how)
        if not changes:
            return Done("The claim is as before", self._ledger.get(claim_id))
        before, after = (
            msgspec.json.decode(record or "{}", type=Claim)
            for record in (changes[0].before, changes[0].after)
        )
        if (before.tags, before.speaker) != (after.tags, after.speaker):
            self._remember((claim_id,))
        return self._note(f"Changed: {changed_fields(before, after)}", changes)

    def _set(self, ids: Iterable[str], **fields: Any) -> tuple[Change, ...]:
        """Give claims these fields."""
        return self._revise(ids, lambda claim: msgspec.structs.replace(claim, **fields))

    def _revise(self, ids: Iterable[str], how: Callable[[Claim], Claim]) -> tuple[Change, ...]:
        """Store what `how` makes of claims, and when that was, where it makes others of them."""
        moment = timestamp(self._clock())

        def dated(claim: Claim) -> Claim:
            revised = how(claim)
            return msgspec.structs.replace(revised, modified=moment) if revised != claim else claim

        return self._ledger.revise(ids, dated)

    def _file(self, what: str, value: str, changes: Sequence[Change]) -> Done:
        """Make a step of a field's new value, told in people's words; empty: it was taken away."""
        if not changes:
            return Done(f"{what} as before: {value}" if value else f"No {what.lower()}, as before")
        whose = what if len(changes) == 1 else f"{what} of {len(changes)} claims"
        return self._note(f"{whose}: {value}" if value else f"{whose} taken away", changes)

    def _note(self, words: str, changes: Sequence[Change], more: str = "") -> Done:
        """Make a step of what was done, and the sentence, to which `more` belongs.

        That it is done does not hang on the step.
        """
        claim = self._ledger.get(changes[0].id) if len(changes) == 1 else None
        try:
            self._history.did(words + _quoted(changes), changes)
        except LibraryError as error:
            return Done(f"{words}{more}, but it cannot be undone: {error}", claim, True)
        return Done(words + more, claim)


def check_known(name: str, what: str, known: Iterable[Term | ClaimType]) -> None:
    """Raise UsageError where none of the `known` has this name."""
    names = [each.name for each in known]
    if name not in names:
        raise UsageError(name, f"is not {what}", f"There are: {', '.join(names)}")


def named(speaker: Speaker | None, name: str) -> Speaker | None:
    """Return who has `name`, where `speaker` was before; empty: nobody."""
    if not name:
        return None
    if speaker is not None and speaker.name.casefold() == name.casefold():
        return msgspec.structs.replace(speaker, name=name)
    return Speaker(name=name)


def _quoted(changes: Sequence[Change]) -> str:
    """Return the words of the one claim that was changed, as undo tells of it; else nothing."""
    if len(changes) != 1:
        return ""
    record = msgspec.json.decode(changes[0].after or changes[0].before or "{}")
    return f" ({in_quotation_marks(clean_line(str(record.get('quote', '')), limit=QUOTED))})"
