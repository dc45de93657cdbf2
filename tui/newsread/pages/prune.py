"""What is taken out of a page before its article is looked for, and what is protected.

readability judges an element by patterns in its class and by its paragraphs; some of what it would
take for the article, or drop from it, is told more surely by whole words of a class.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from newsread.pages.elements import is_hidden, names, tag, take_out, text_of, texts_of
from newsread.pages.words import length_in_words

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
_NEVER_TEXT = names(
    "script style title link svg template iframe select textarea datalist noscript dialog"
)
_CONTENT = names("html body article main")
_COMMENTS = re.compile(
    r"(?:^|\s)(?:comments?(?:[-_](?:area|list|section))?|disqus[-_]thread)(?:\s|$)"
)
"""What readers write below an article; where it is more than that, readability's choice."""
_ARTICLES = ".//article[not(contains(@class, 'comment'))] | .//main | .//*[@itemprop='articleBody']"
_LONG = 200
"""Characters of a paragraph that may be the article's."""
_SEVERAL = 3
_PAGE_IN_FORM = 120
"""A form with more words than this is the page itself, as ASP.NET wraps it."""
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_EMBED = re.compile(r"tweet|twitter|instagram-media|tiktok-embed|fb-post", re.I)


def prune(root: _Element) -> int:
    """Take out of the page at `root`, in place, what is never its article; return how many words
    a visitor sees.

    Hidden elements go, but not what a script would show at once; then short elements whose class
    says share, related, newsletter and the like.
    """
    from lxml.etree import strip_elements

    _show_what_scripts_show(root)
    _show_what_is_wrapped(root)
    strip_elements(root, *_NEVER_TEXT, with_tail=False)
    for element in _found(root, "//*[@hidden or @style]"):
        if is_hidden(element):
            take_out(element)
    body = root.find("body")
    body = root if body is None else body
    visible = " ".join(texts_of(body))
    room = len(visible) * MOST_OF_PAGE
    has_article = any(len(text_of(article)) > _LONG for article in _found(body, _ARTICLES))
    for element in _found(body, ".//*[@class or @id]"):
        called = f"{element.get('class', '')} {element.get('id', '')}"
        is_junk = _names_junk(called) and not _is_protected(element, room)
        if is_junk or (has_article and _COMMENTS.search(called) and not _is_content(element)):
            take_out(element)
    for element in body.iter("blockquote", "div"):
        if _EMBED.search(element.get("class") or ""):
            element.set("class", "quoted")  # readability drops what is called a tweet
    return length_in_words(visible)


def _found(element: _Element, path: str) -> list[_Element]:
    """Return the elements at an XPath: lxml finds them in a fifth of the time a loop takes."""
    return cast("list[_Element]", element.xpath(path))


def _show_what_scripts_show(root: _Element) -> None:
    """Show the body of a page that fades in, what React streams into ``<div hidden id="S:0">``, and
    what is there for browsers without scripts if that is most of the page."""
    for body in root.iter("body"):
        for attribute in ("style", "hidden"):
            if attribute in body.attrib:
                del body.attrib[attribute]
    for element in root.iterfind(".//div[@hidden]"):
        if (element.get("id") or "").startswith("S:"):
            del element.attrib["hidden"]
    for_others = list(root.iter("noscript"))
    length = sum(len(text_of(element)) for element in for_others)
    if length > _LONG and 2 * length > len(text_of(root)):
        for element in for_others:
            element.tag = "div"


def _show_what_is_wrapped(root: _Element) -> None:
    """Make ordinary elements of a declarative shadow root, and of a form that holds the page; any
    other form goes, labels and all."""
    for template in list(root.iter("template")):
        if template.get("shadowrootmode"):
            template.tag = "div"
    for form in list(root.iter("form")):
        long = length_in_words(text_of(form)) > _PAGE_IN_FORM
        if long or form.find(".//h1") is not None or _is_content(form):
            form.tag = "div"
        else:
            take_out(form)


def _is_protected(element: _Element, room: float) -> bool:
    """Say whether the length of `element` (characters) or what is in it speaks for it."""
    if len(text_of(element)) > room:
        return True
    if sum(len(text_of(paragraph)) > _LONG for paragraph in element.iter("p")) >= _SEVERAL:
        return True
    return _is_content(element)


def _is_content(element: _Element) -> bool:
    """Say whether `element` is, or holds, what the page calls its article."""
    if tag(element) in _CONTENT or element.get("itemprop") == "articleBody":
        return True
    return bool(_found(element, _ARTICLES))


@lru_cache(maxsize=4096)
def _names_junk(called: str) -> bool:
    return any(
        name.lower() in _JUNK_NAMES or any(word.lower() in _JUNK for word in _WORD.findall(name))
        for name in called.split()
    )
