"""What is taken out of a page before its article is looked for, told by whole words of a class.

readability judges an element by patterns in its class and by its paragraphs: of what it would take
for the article, some is told more surely by a word such as ``share``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from newsread.pages.elements import names, take_out, text_of
from newsread.pages.protect import articles_in, found_at, is_content

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_OF_PAGE = 0.2
"""Share of a page's text above which an element is kept, whatever its class says."""

_JUNK = names(
    "ad ads advert advertisement advertising banner bookmark breadcrumb breadcrumbs byline "
    "comments consent cookie cookies cta dateline disqus donate feedback gdpr masthead newsletter "
    "newsletters outbrain pager popular popup promo promos promotion recirc recommend "
    "recommendation recommendations recommended related relatedposts respond share sharebar "
    "sharedaddy shares sharing signup skip social socials sponsor sponsored subscribe subscription "
    "taboola taglist tags toolbar trending"
)
"""Words of a class or id; ``post-share`` has two."""
_JUNK_NAMES = names(
    "about-author article-meta author-bio author-box author-info entry-footer entry-meta meta-info "
    "nav-links post-author post-info post-meta post-navigation posts-navigation"
)
"""Whole names of a class or id."""
_COMMENTS = re.compile(
    r"(?:^|\s)(?:comments?(?:[-_](?:area|list|section|wrapper|wrap|container|thread))?"
    r"|(?:disqus|discussion)[-_]thread|user-?comments?)(?:\s|$)",
    re.I,
)
"""What readers write below an article; where it is more than that, readability's choice."""
_LONG = 200
"""Characters of a paragraph that may be the article's."""
_SEVERAL = 3
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def drop_junk(body: _Element) -> None:
    """Take out of `body`, in place, short elements whose class says share, related, newsletter and
    the like, and readers' comments however long."""
    length = len(text_of(body))
    for element in found_at(body, ".//*[@class or @id]"):
        called = f"{element.get('class', '')} {element.get('id', '')}"
        is_junk = _names_junk(called) and not _is_protected(element, length * MOST_OF_PAGE)
        if is_junk or (_COMMENTS.search(called) and _is_beside_article(element, body)):
            take_out(element)


def _is_beside_article(comments: _Element, body: _Element) -> bool:
    return not is_content(comments) and any(
        len(text_of(article)) > _LONG for article in articles_in(body)
    )


def _is_protected(element: _Element, room: float) -> bool:
    """Say whether the length of `element` (characters) or what is in it speaks for it."""
    if len(text_of(element)) > room:
        return True
    if sum(len(text_of(paragraph)) > _LONG for paragraph in element.iter("p")) >= _SEVERAL:
        return True
    return is_content(element)


@lru_cache(maxsize=4096)
def _names_junk(called: str) -> bool:
    return any(
        name.lower() in _JUNK_NAMES or any(word.lower() in _JUNK for word in _WORD.findall(name))
        for name in called.split()
    )
