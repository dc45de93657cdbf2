"""What is taken out of a page before its article is looked for, told by whole words of a class.

readability judges an element by patterns in its class and by its paragraphs: of what it would take
for the article, some is told more surely by a word such as ``share``.

Worth F1 +0.0034 on articles, +0.0050 on news.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newsread.pages.coverage import Removed, take_away
from newsread.pages.elements import (
    articles_in,
    called,
    found_at,
    names,
    tag,
    take_out,
    text_of,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_OF_PAGE = 0.2
"""Share of a page's text above which an element is kept, whatever its class says."""

_JUNK = names(
    "ad ads advert advertisement advertising banner bookmark breadcrumb breadcrumbs byline "
    "comments consent cookie cookies cta dateline disqus donate feedback gdpr masthead newsletter "
    "newsletters outbrain pager popular popup promo promos promotion recirc recommend "
    "recommendation recommendations recommended related relatedposts respond share sharebar "
    "sharedaddy shares sharing signup social socials sponsor sponsored subscribe subscription "
    "taboola taglist tags toolbar trending"
)
"""Words of a class or id; ``post-share`` has two."""
_JUNK_NAMES = names(
    "about-author article-meta author-bio author-box author-info entry-footer entry-meta meta-info "
    "nav-links post-author post-info post-meta post-navigation posts-navigation skip-link "
    "skip-links skiplink"
)
"""Whole names of a class or id."""
_OF_AUTHORS = names(
    "about bio biography block box card desc description detail details info meta name names "
    "profile wrap wrapper"
)
"""What ``author`` stands with in the name of what tells who wrote the article."""
_COMMENTS = re.compile(
    r"(?:user-?)?comments?(?:(?:[-_]+[a-z]+)?[-_]+(?:area|list|section|wrapper|wrap|container|thread))?"
    r"|commentlist|(?:disqus|discussion)[-_]thread",
    re.I,
)
"""What readers write below an article. It may be longer than that, and readability's choice."""
_LONG = 200
"""Characters of a paragraph that may be the article's."""
_SENTENCE = 80
"""The same, outside of comments."""
_SEVERAL = 3
"""So many such paragraphs are an article."""
_STYLED = names("b em i span strong")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+[a-z]*")
"""Letters behind a digit are no word of their own: ``ad`` of ``element-0243ad1`` is a hash's."""


def drop_junk(body: _Element) -> list[Removed]:
    """Take out of `body`, in place, short elements whose class says share, related, newsletter and
    the like, and readers' comments however long; return what may be missed, not the comments."""
    removed: list[Removed] = []
    room = len(text_of(body)) * MOST_OF_PAGE
    content = _content(body)
    paragraphs = _longer_paragraphs(body, _SENTENCE)
    for element in found_at(body, ".//*[@class or @id]"):
        named = _named(element.get("class"), element.get("id"))
        if named is _NOTHING:
            continue
        is_junk = (
            named.junk
            and element not in content
            and not _is_amid_words(element)
            and not _is_long(element, room)
        )
        if is_junk:
            removed.append(take_away(element))
        elif named.comments and _are_beside_article(element, paragraphs):
            take_out(element)
    return removed


def _are_beside_article(comments: _Element, paragraphs: int) -> bool:
    """Say whether the text of a page with so many paragraphs is outside of `comments`."""
    if tag(comments) in ("html", "body", "main") or next(comments.iter("main"), None) is not None:
        return False
    if any(not _is_in_comment(article, comments) for article in comments.iter("article")):
        return False
    if not any("comment" in called(each).lower() for each in comments.iterdescendants()):
        return False  # each reader's has a name; without any, part of the article may be called so
    return paragraphs - _longer_paragraphs(comments, _SENTENCE) >= _SEVERAL


def _is_in_comment(article: _Element, comments: _Element) -> bool:
    """Say whether `article` is, or is in, one of `comments`, by what it is called."""
    around = [article, *article.iterancestors()]
    named = around[: around.index(comments)]
    return any("comment" in called(each).lower() for each in named)


def _longer_paragraphs(element: _Element, characters: int) -> int:
    """Return how many ``<p>`` in `element` have more than so many `characters`."""
    return sum(len(text_of(paragraph)) > characters for paragraph in element.iter("p"))


def _content(body: _Element) -> set[_Element]:
    """Return what is, or holds, what the page calls its article."""
    content = {body}
    for article in articles_in(body):
        content.update((article, *article.iterancestors()))
    return content


def _is_amid_words(element: _Element) -> bool:
    """Say whether `element` is a link that words beside it go on from or lead to: without it their
    sentence would lack some, whatever its class says."""
    if tag(element) != "a":
        return False
    before = _beside(element, element.getprevious(), "before")
    leads_here = _has_letters(before) and not before.rstrip().endswith(":")
    return leads_here or _has_letters(_beside(element, element.getnext(), "after"))


def _beside(link: _Element, sibling: _Element | None, where: str) -> str:
    """Return the text right before or after `link`; in a paragraph it may have an element of its
    own, as editors that style each run of words make them."""
    parent = link.getparent()
    if where == "after":
        text = link.tail
    elif sibling is not None:
        text = sibling.tail
    else:
        text = parent.text if parent is not None else ""
    if text and not text.isspace():
        return text
    if sibling is None or tag(sibling) not in _STYLED or parent is None or tag(parent) != "p":
        return ""
    return text_of(sibling)


def _has_letters(text: str | None) -> bool:
    return any(map(str.isalpha, text or ""))


def _is_long(element: _Element, room: float) -> bool:
    """Say whether `element` has more characters than `room`, or several long paragraphs."""
    return len(text_of(element)) > room or _longer_paragraphs(element, _LONG) >= _SEVERAL


class _Named(NamedTuple):
    junk: bool
    comments: bool


_NOTHING = _Named(False, False)


@lru_cache(maxsize=4096)
def _named(classes: str | None, identity: str | None) -> _Named:
    """Return what a class and an id call their element."""
    both = f"{classes or ''} {identity or ''}"
    if _SIGNS.isdisjoint(_words(both)):
        return _NOTHING
    found = [named for named in map(_meaning, both.split()) if named is not _NOTHING]
    if not found:
        return _NOTHING
    return _Named(any(named.junk for named in found), any(named.comments for named in found))


@lru_cache(maxsize=16384)
def _meaning(name: str) -> _Named:
    """Return what one name of a class says; sites share them more than whole classes."""
    words = _words(name)
    junk = (
        name.lower() in _JUNK_NAMES
        or not _JUNK.isdisjoint(words)
        or ("author" in words and not _OF_AUTHORS.isdisjoint(words))
    )
    comments = _COMMENTS.fullmatch(name) is not None
    return _Named(junk, comments) if junk or comments else _NOTHING


def _words(called: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(called)}


_SIGNS = _JUNK.union(
    _words(" ".join(_JUNK_NAMES)), names("author comment commentlist discussion usercomments")
)
"""Words without which a class need not be taken apart: most of today's say ``pt-4``."""
