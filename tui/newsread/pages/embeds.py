"""Posts and frames of other sites that a page embeds, as they are without scripts.

Done on the parsed page, before its article is looked for: readability drops frames, and whatever
holds little but links. A post is a quote whose last line says whose it is and leads to it; a frame
worth telling of is what it is, its title, and where it leads. Frames of unknown sites are
advertisements more often than not, so only known ones are told of.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs, urlsplit

from newsread.pages.elements import EMBEDDED, is_hidden, names, tag, take_out, text_of
from newsread.text.clean import clean_line
from newsread.web.addresses import link

if TYPE_CHECKING:
    from lxml.etree import _Element


class _Site(NamedTuple):
    host: str
    """Its end."""
    path: str
    """The beginning of what is worth telling of."""
    shows: str
    """Said before the frame's title, if that tells anything."""


_SITES = (
    _Site("youtube.com", "/embed/", "Video on YouTube"),
    _Site("youtube-nocookie.com", "/embed/", "Video on YouTube"),
    _Site("player.vimeo.com", "/video/", "Video on Vimeo"),
    _Site("dailymotion.com", "/", "Video on Dailymotion"),
    _Site("tiktok.com", "/embed", "Video on TikTok"),
    _Site("platform.twitter.com", "/embed", "Post on X"),
    _Site("platform.x.com", "/embed", "Post on X"),
    _Site("facebook.com", "/plugins/post", "Post on Facebook"),
    _Site("facebook.com", "/plugins/video", "Video on Facebook"),
    _Site("instagram.com", "/", "Post on Instagram"),
    _Site("embed.bsky.app", "/", "Post on Bluesky"),
    _Site("t.me", "/", "Post on Telegram"),
    _Site("datawrapper.dwcdn.net", "/", "Chart by Datawrapper"),
    _Site("flo.uri.sh", "/", "Chart by Flourish"),
    _Site("public.flourish.studio", "/", "Chart by Flourish"),
    _Site("e.infogram.com", "/", "Chart by Infogram"),
    _Site("public.tableau.com", "/", "Chart by Tableau"),
    _Site("ourworldindata.org", "/", "Chart by Our World in Data"),
    _Site("google.com", "/maps/", "Map by Google"),
    _Site("openstreetmap.org", "/export/embed", "Map by OpenStreetMap"),
    _Site("w.soundcloud.com", "/player", "Recording on SoundCloud"),
    _Site("open.spotify.com", "/embed", "Recording on Spotify"),
    _Site("embed.podcasts.apple.com", "/", "Recording on Apple Podcasts"),
    _Site("documentcloud.org", "/", "Document on DocumentCloud"),
    _Site("scribd.com", "/embeds/", "Document on Scribd"),
    _Site("archive.org", "/embed/", "Recording on archive.org"),
)
_FEDIVERSE = re.compile(r"/@[\w.-]+/\d+/embed")
_QUERY_SAYS_NOTHING = ("instagram.com", "threads.net", "threads.com", "tiktok.com")
_SAYS_NOTHING = re.compile(
    r"(?:(?:youtube|vimeo|twitter|x|facebook|instagram|tiktok|spotify|soundcloud|embedded|embed"
    r"|external|video|audio|media|post|tweet|content|player|frame|iframe|from|interactive|chart"
    r"|map|table|google|maps|openstreetmap|line|bar|column|stacked|location)\W*)*",
    re.I,
)
_SOURCES = ("src", "data-src", "data-lazy-src", "data-litespeed-src", "data-cookieblock-src")

_ELSEWHERE = "https://newsread.invalid/"
"""What addresses without a scheme are resolved against: what lies on the page's own site is no
embed."""

_POSTS = {
    "twitter-tweet": "X",
    "twitter-video": "X",
    "instagram-media": "Instagram",
    "tiktok-embed": "TikTok",
    "bluesky-embed": "Bluesky",
    "mastodon-embed": "Mastodon",
    "text-post-media": "Threads",
    "fb-xfbml-parse-ignore": "Facebook",
}
"""Classes of posts, and where they stand."""
_SIGNED = ("X", "Facebook", "Bluesky")
"""Sites whose posts end in who, when and a link."""
_PERMALINKS = ("data-instgrm-permalink", "data-text-post-permalink", "data-embed-url", "cite")
_BOILERPLATE = re.compile(
    r"view (?:this (?:post|profile|video|reel) )?on \w+|\[image or embed\]|♬.*|watch on \w+", re.I
)
_WHOSE = re.compile(
    r"(?:a (?:post|reel|video) shared by|post by) (.{1,120}?)(?: on .{1,60})?", re.I
)
_LONGEST_POST = 5_000
"""Characters: what is longer is no post."""
_LONGEST_LINE = 200
"""Characters of what a site says beside a post."""
_FEW = 8
"""Elements on either side of one that may still be all there is in its parent."""
_HOLDERS = names("div span center p figure section")


def settle_embeds(root: _Element) -> None:
    """Make plain quotes of the posts embedded in the page at `root`, and put the titles of frames
    worth telling of in their place."""
    for frame in list(root.iter("iframe")):
        _settle_frame(frame)
    for quote in list(root.iter("blockquote")):
        for footer in list(quote.iter("footer")):
            footer.tag = "p"  # whose words they are: readability drops it
        for name in (quote.get("class") or "").split():
            if name in _POSTS:
                _settle_post(quote, _POSTS[name])
                break


def _settle_frame(frame: _Element) -> None:
    addresses = (link(frame.get(source) or "", _ELSEWHERE) for source in _SOURCES)
    address = next(filter(None, addresses), "")
    parts = urlsplit(address)
    shows = _shown(parts.hostname or "", parts.path)
    if not shows or is_hidden(frame):
        return
    title = clean_line(frame.get("title") or frame.get("aria-label") or "", limit=200)
    words = shows if _SAYS_NOTHING.fullmatch(title) else f"{shows}: {title}"
    tail = frame.tail
    frame.clear()
    frame.tag, frame.tail = EMBEDDED, tail
    frame.set("title", words)
    frame.set("href", _page_of(address))
    _lift(frame)


def _shown(host: str, path: str) -> str:
    """Return what a frame from `host` shows; empty where it is not worth telling of."""
    for site in _SITES:
        is_there = host == site.host or host.endswith(f".{site.host}")
        if is_there and path.startswith(site.path):
            return site.shows
    return "Post on Mastodon" if _FEDIVERSE.fullmatch(path) else ""


def _page_of(address: str) -> str:
    """Return the page of what is embedded from `address`, where that is known."""
    parts = urlsplit(address)
    host, last = parts.hostname or "", parts.path.rstrip("/").rpartition("/")[2]
    query = parse_qs(parts.query)
    if "youtube" in host and last != "videoseries":
        return f"https://www.youtube.com/watch?v={last}"
    if host == "player.vimeo.com":
        return f"https://vimeo.com/{last}"
    if host.endswith("facebook.com") and (post := link(query.get("href", [""])[0])):
        return post
    if "platform" in host and query.get("id"):
        return f"https://x.com/i/status/{query['id'][0]}"
    if host.endswith(_QUERY_SAYS_NOTHING) or _FEDIVERSE.fullmatch(parts.path):
        address = address.partition("?")[0]
        return re.sub(r"/embed(?:/captioned)?/?$", "", address)
    return address


def _settle_post(quote: _Element, site: str) -> None:
    """Take what says nothing out of a post, and let its last line say whose it is."""
    for within in quote.iterdescendants("blockquote"):
        within.attrib.pop("class", "")  # one post, however deep it was made
    if len(text_of(quote)) > _LONGEST_POST:
        return
    source = next(
        (url for each in _PERMALINKS if (url := link(quote.get(each) or "", _ELSEWHERE))), ""
    )
    whose = _without_boilerplate(quote)
    if site == "TikTok":
        whose = _without_author(quote) or whose
    if (source or whose) and site not in _SIGNED:
        _sign(quote, f"{whose} on {site}" if whose else f"Post on {site}", _page_of(source))
    quote.attrib.clear()
    _lift(quote)


def _without_boilerplate(quote: _Element) -> str:
    """Take out of a post, in place, what its site says beside it; return whose it is, if that
    says so."""
    whose = ""
    for element in reversed(list(quote.iterdescendants())):
        words = clean_line(text_of(element))
        if not words or len(words) > _LONGEST_LINE:
            continue
        found = _WHOSE.fullmatch(words)
        if found and not whose:
            whose = found[1]
        if found or _BOILERPLATE.fullmatch(words):
            take_out(element)
    return whose


def _without_author(quote: _Element) -> str:
    """Take the name that a post of TikTok begins with out of it, and return it; empty for none."""
    author = next(quote.iter("a"), None)
    if author is None or not text_of(author).strip().startswith("@"):
        return ""
    whose = clean_line(text_of(author))
    take_out(author)
    return whose


def _sign(quote: _Element, words: str, source: str) -> None:
    """Let a post end in a line with `words`, the only one that leads to `source`, if that is
    known."""
    for anchor in list(quote.iter("a")):
        if source and link(anchor.get("href") or "", _ELSEWHERE).partition("?")[0] == source:
            anchor.tag = "span"  # a caption, for one
    line = quote.makeelement("p", {})
    line.text = "— "
    signature = line.makeelement("a", {"href": source} if source else {})
    signature.text = words
    line.append(signature)
    quote.append(line)


def _lift(element: _Element) -> None:
    """Put `element` in the place of what holds nothing else: readability drops such holders."""
    holder = element.getparent()
    while holder is not None and tag(holder) in _HOLDERS and _is_alone(element, holder):
        above = holder.getparent()
        if above is None:
            return
        element.tail = holder.tail
        above.replace(holder, element)
        holder = above


def _is_alone(element: _Element, holder: _Element) -> bool:
    if ((holder.text or "") + (element.tail or "")).strip():
        return False
    for preceding in (True, False):
        beside = element.itersiblings(preceding=preceding)
        if (
            any(_is_something(each) for each in islice(beside, _FEW))
            or next(beside, None) is not None
        ):
            return False
    return True


def _is_something(element: _Element) -> bool:
    return bool(
        text_of(element).strip()
        or (element.tail or "").strip()
        or next(element.iter("img", "iframe", EMBEDDED), None) is not None
    )
