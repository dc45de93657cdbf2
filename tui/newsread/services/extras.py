"""What a feed says beside an article's text, in lines as commands and screens show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsread.library.records import Extras


def extras_in_words(
    extras: Extras, published: float | None, moment: Callable[[float], str]
) -> list[str]:
    """Return when the article was changed, its categories and its enclosures, a line each.

    `moment` writes POSIX seconds for people. An entry of Atom must say when it was changed, so most
    name the moment it was `published`: that tells nothing.
    """
    changed = moment(extras.updated) if extras.updated else ""
    was_changed = changed and (published is None or changed != moment(published))
    lines = [f"Updated: {changed}"] if was_changed else []
    lines += [f"Categories: {', '.join(extras.categories)}"] if extras.categories else []
    return lines + [f"Enclosure: {each}" for each in extras.enclosures]
