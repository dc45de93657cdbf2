"""Checks of everything newsread keeps, and repairs of what can only become better by them.

What a person made is never repaired: a damaged library, a record that is no claim are said in a
sentence and left as they are. A claims' file that is none is set aside, and made again from what
was kept of it; without that it is left, too. Each check stands alone, and none goes on
where an earlier one found that it cannot.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsread.errors import ConfigError, LedgerError, LibraryError
from newsread.library.store import Library
from newsread.services import claim_index, configuration, retention, views
from newsread.services.findings import Finding
from newsread.services.ledger_checks import check_storage, open_ledger
from newsread.services.secrets import Secrets
from newsread.services.surroundings import (
    check_files,
    check_room,
    check_terminal,
    check_versions,
)
from newsread.text.clean import clean_line
from newsread.text.counted import counted
from newsread.text.quoted import in_quotation_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsread.claims.claim import Claim
    from newsread.ledger.ledger import Ledger
    from newsread.paths import Places

NAMED = 20
"""Most claims that are named one by one."""


@dataclass(frozen=True)
class Patient:
    """What could be opened of what is kept at `places`, and is whole; None is what could not."""

    places: Places
    library: Library | None
    ledger: Ledger | None
    now: float


def examine(places: Places, now: float | None = None) -> Iterator[Finding]:
    """Check all that newsread keeps at `places`, repair what can be, and yield what was found.

    Makes no library and no claims' file where there is none.
    """
    moment = time.time() if now is None else now
    yield from check_versions()
    yield from check_files(places)
    yield from _check_configuration(places)
    library, said = _open_library(places)
    yield from said
    ledger, said = open_ledger(places.claims)
    yield from said
    patient = Patient(places, library, ledger, moment)
    try:
        for check in CHECKS:
            try:
                yield from check(patient)
            except (LibraryError, LedgerError) as error:
                yield Finding("problem", str(error))
    finally:
        if library is not None:
            library.close()
    yield from check_room(places)
    yield from check_terminal()


def _open_library(places: Places) -> tuple[Library | None, list[Finding]]:
    """Return the library if there is one and it is whole, and what is to be said of it if not."""
    file = places.library
    if not file.exists():
        return None, [Finding("note", f"{file}: there is no library yet")]
    try:
        library = Library.open(file)
    except LibraryError as error:
        return None, [Finding("problem", str(error))]
    try:
        damage = library.care.damage()
    except LibraryError as error:
        damage = [error.happened]
    if not damage:
        return library, []
    library.close()
    what = clean_line(damage[0], limit=120)
    told = f"{file}: is damaged ({what}); it was left as it is"
    return None, [Finding("problem", f"{told}. Put a copy of yours in its place, or move it away")]


def _check_configuration(places: Places) -> Iterator[Finding]:
    told = [str(error) for error in configuration.mistakes(places)]
    try:
        Secrets(places).of_feeds()
    except ConfigError as error:
        told.append(str(error))
    try:
        told += [view.problem for view in views.views(places) if view.problem]
    except ConfigError as error:
        told.append(str(error))
    yield from (Finding("problem", each) for each in told)
    if not told:
        yield Finding("fine", f"{places.config}: what you configured is in order")


def check_library(patient: Patient) -> Iterator[Finding]:
    """See that the file is true to itself, and set figures and remains right."""
    if patient.library is None:
        return
    care, file = patient.library.care, patient.places.library
    size = care.size()
    yield Finding(
        "fine",
        f"{file}: is whole, with {counted(size['feeds'], 'feed')},"
        f" {counted(size['articles'], 'article')}, {counted(size['texts'], 'text')} and"
        f" {counted(size['steps'], 'step')} to undo",
    )
    for count, told in (
        (care.drop_remains(), "{} of deleted articles deleted"),
        (care.fill_bodies(), "{} of articles that lacked their feed's words made anew"),
        (care.drop_damaged_pages(), "{} with a damaged page of an article deleted"),
    ):
        if count:
            yield Finding("repaired", f"{file}: {told.format(counted(count, 'row'))}")
    wrong = care.count_again()
    if wrong:
        yield Finding("repaired", f"{file}: figures of {counted(wrong, 'feed')} counted anew")
    broken = care.broken_links()
    if broken:
        told = f"{counted(broken, 'row')} in it refer to what is not there"
        yield Finding("problem", f"{file}: {told}")
    damaged = care.damaged_texts()
    if damaged:
        ids = ", ".join(map(str, damaged[:NAMED]))
        told = f"texts of {counted(len(damaged), 'article')} in it cannot be read: {ids}"
        yield Finding("problem", f"{file}: {told}. Put a copy of yours in its place")


def check_words(patient: Patient) -> Iterator[Finding]:
    """See that what is searched is whole, and make it anew if it is not.

    That articles wait to be taken in is no fault: the next refresh or search does it.
    """
    if patient.library is None:
        return
    index, file = patient.library.index, patient.places.library
    if not index.is_sound():
        index.rebuild()
        yield Finding("repaired", f"{file}: the index of words made anew")


def check_clock(patient: Patient) -> Iterator[Finding]:
    """See whether the clock is, or once was, wrong."""
    if patient.library is None:
        return
    care, file = patient.library.care, patient.places.library
    ahead = care.ask_again(patient.now)
    if ahead:
        told = f"{counted(ahead, 'feed')} asked by a clock that was ahead; it is their turn again"
        yield Finding("repaired", f"{file}: {told}")
    future = care.from_the_future(patient.now)
    if future:
        told = f"{counted(future, 'article')} came by a clock that was ahead, or this one is behind"
        yield Finding("note", f"{file}: {told}")


def check_claims(patient: Patient) -> Iterator[Finding]:
    """See that every record is a claim, and that what claims stand on is kept."""
    if patient.ledger is None:
        return
    yield from check_storage(patient.ledger)
    file, claims = patient.places.claims, patient.ledger.all()
    if file.exists():
        yield Finding("fine", f"{file}: is TinyDB's, with {counted(len(claims), 'claim')}")
    for problem in patient.ledger.problems:
        yield Finding("problem", problem)
    if patient.library is None:
        return
    if claim_index.mend(patient.library, patient.ledger):
        told = "what it knows of the claims made anew from their file"
        yield Finding("repaired", f"{patient.places.library}: {told}")
    hidden = patient.library.edits.hidden(patient.ledger.keys())
    if hidden:
        patient.library.set_listed(hidden, True)
        told = f"{counted(len(hidden), 'article')} with claims listed again"
        yield Finding("repaired", f"{patient.places.library}: {told}")
    yield from _check_texts(patient.library, [claim for claim in claims if claim.article.key])


def _check_texts(library: Library, claims: list[Claim]) -> Iterator[Finding]:
    """Name the claims whose article or text is not kept; they stand alone and lose nothing."""
    missing = library.care.without((claim.article.key, claim.revision) for claim in claims)
    told = [
        f"Claim {claim.id}: the {what} it was marked in is not kept: {_quoted(claim.quote)}"
        for claim in claims
        if (what := missing.get((claim.article.key, claim.revision)))
    ]
    yield from (Finding("note", line) for line in told[:NAMED])
    if len(told) > NAMED:
        yield Finding("note", f"And {counted(len(told) - NAMED, 'more claim')} likewise")


def check_retention(patient: Patient) -> Iterator[Finding]:
    """Tell what the settings will let go, so that nobody is surprised."""
    if patient.library is None or patient.ledger is None:
        return
    with suppress(ConfigError):  # said already
        keep = configuration.load(patient.places).settings.retention
        going = dict(retention.outdated(patient.library, patient.ledger.keys(), keep, patient.now))
        if going:
            count = counted(sum(map(len, going.values())), "old article")
            told = f"{count} of {counted(len(going), 'feed')} will be let go, as the settings say"
            yield Finding("note", f"{patient.places.library}: {told}")


def _quoted(quote: str) -> str:
    return in_quotation_marks(clean_line(quote, limit=60))


CHECKS: tuple[Callable[[Patient], Iterator[Finding]], ...] = (
    check_library,
    check_words,
    check_clock,
    check_claims,
    check_retention,
)
"""What is looked at in library and claims, in this order."""
