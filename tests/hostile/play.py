"""Plays cases through the real program, in a home of their own, and tells what is not as stated."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from tests.end_to_end.terminal import SEQUENCES, Terminal
from tests.fakes.hostile_server import HostileServer
from tests.fakes.server import LoopbackServer, Page
from tests.hostile.case import Case
from tests.hostile.screen import acting, complaints
from tests.hostile.witness import Witness

MOST_OPENED = 24
"""Articles opened in the reader, of one home."""
MEGABYTE = 1 << 20
HONEST = 130.0
"""Megabytes that the reader and its workers have resident with one honest feed refreshed; a page
that they share counts in each. A command has less, so its growth is understated by some thirty."""
_WEB = re.compile(r"https?://[!#-;=?-\[\]_a-z|~]+")
"""An address as it may be handed over: ASCII, with no quotes, spaces, backslashes or angles."""
LONGEST_STALL = 0.1
"""Seconds."""
SCREEN = 160, 45


@dataclass
class Figures:
    """The most that any case took."""

    seconds: dict[str, float] = field(default_factory=dict)
    """By case: from the command's start until it had left."""
    memory: dict[str, float] = field(default_factory=dict)
    """By case or group: megabytes."""
    stall: dict[str, float] = field(default_factory=dict)
    """By group: seconds that the reader's loop was busy without a break."""

    def swollen(self, most: float, *parts: str) -> Iterator[str]:
        """Yield what grew by more than `most` megabytes over what an honest feed takes."""
        for part in parts:
            grown = self.memory.get(part, 0.0) - HONEST
            if grown > most:
                yield f"{part} grows by {grown:.0f} MB"

    def most(self, of: str) -> str:
        """Say what was the most, and of which case."""
        found: dict[str, float] = getattr(self, of)
        name = max(found, key=found.__getitem__, default="")
        return f"{found.get(name, 0):.3f} ({name})"


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str
    seconds: float
    session: int

    def records(self) -> list[dict[str, Any]]:
        """The JSON lines it printed."""
        return [json.loads(line) for line in self.out.splitlines()]


class Home:
    """A home of the program's, the server its feeds are on, and a witness to all it does."""

    def __init__(self, folder: Path, server: LoopbackServer, figures: Figures) -> None:
        self.folder = folder / "home"
        self.server = server
        self.figures = figures
        self.witness = Witness(folder / "witness")
        self.opened = folder / "opened"
        self.said: list[str] = []
        """What commands printed."""
        self.found: list[str] = []
        """What is not as it must be."""
        self.screen = b""
        (self.folder / "config").mkdir(parents=True)
        browser = folder / "browser"
        browser.write_text(f'#!/bin/sh\nprintf "%s\\036" "$#" "$@" >> "{self.opened}"\n')
        browser.chmod(0o700)
        self.settings = self.folder / "config" / "settings.toml"
        self.settings.write_text(f'[browser]\ncommand = ["{browser}"]\n')

    def run(self, *words: str, given: bytes | None = None) -> Ended:
        """Run a command; hold it to what any command is held to."""
        before = time.monotonic()
        running = subprocess.Popen(
            [sys.executable, "-m", "newsread", "--home", str(self.folder), *words],
            stdin=subprocess.DEVNULL if given is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**environment(), **self.witness.environment},
            start_new_session=True,
        )
        self.witness.watch(running.pid)
        out, err = running.communicate(given, timeout=120)
        seconds = time.monotonic() - before
        ended = Ended(
            running.returncode,
            out.decode("utf-8", "replace"),
            err.decode("utf-8", "replace"),
            seconds,
            running.pid,
        )
        for stream in (ended.out, ended.err):
            if found := acting(stream.replace("\r\x1b[K", "")):
                self.found.append(f"{words[0]} prints {found}")
        if "--json" in words:
            for record in ended.records():
                if found := acting(_text_of(record)):
                    self.found.append(f"{words[0]} --json has {found}")
        if "Traceback" in ended.err or ended.status not in (0, 1, 2):
            self.found.append(f"{' '.join(words)} ends with {ended.status}: {ended.err[-2000:]}")
        self.said += ended.out, ended.err
        return ended

    def refusal(self, ended: Ended, source: str) -> Iterator[str]:
        """Yield what is wrong with how a command refused: one sentence, that names the source."""
        if ended.status not in (1, 2):
            yield f"refused with status {ended.status}"
        told = [line for line in ended.err.splitlines() if line.startswith("newsread: ")]
        if not told or source not in ended.err or not ended.err.endswith(".\n"):
            yield f"refused without a sentence that names it: {ended.err!r}"

    def read(self, name: str, articles: int, extra: Sequence[str] = ()) -> None:
        """Go through the reader on a terminal: list, articles, search, help, claims, quit."""
        with Terminal(self.folder, *SCREEN, **self.witness.environment) as terminal:
            self.witness.watch(terminal.pid)
            terminal.begin()
            for keys in ("/", "escape", "?", "q"):  # what is used first is loaded first
                terminal.press(keys)
                terminal.settle(0.15)
            begun = time.monotonic()
            for number in range(min(articles, MOST_OPENED)):
                terminal.press("enter")
                terminal.settle()
                terminal.press("o")
                terminal.settle(0.15)
                if number < 3:
                    terminal.press("j", "1", "y")
                terminal.press("h", "j")
            for keys in ("", "/ b e f o r e enter", "escape", "? q", "C q", *extra):
                terminal.press(*keys.split())
                terminal.settle(0.15)
            status = leave(terminal)
            self.screen += bytes(terminal.output)
        refused = b"\nnewsread: " in b"\n" + terminal.output and status == 1
        if status and not refused:
            end = SEQUENCES.sub(b"", bytes(terminal.output)).decode(errors="replace")[-600:]
            self.found.append(f"the reader leaves with {status}: {end}")
        self.found += () if refused else complaints(bytes(terminal.output))
        stall = self.witness.stall(begun)
        self.figures.stall[name] = stall
        if stall > LONGEST_STALL:
            self.found.append(f"the reader answers nobody for {stall:.3f} s")
        self.figures.memory[f"reader: {name}"] = self.witness.memory[terminal.pid] / MEGABYTE

    def opened_links(self) -> list[list[str]]:
        """Return what the browser was started with, a list of arguments each time."""
        if not self.opened.exists():
            return []
        words = self.opened.read_text(errors="surrogateescape").split("\x1e")[:-1]
        starts = []
        while words:
            count = int(words[0])
            starts.append(words[1 : count + 1])
            words = words[count + 1 :]
        return starts

    def everything(self) -> str:
        """Return all that was shown, printed or kept; not what stands in secrets.toml."""
        kept = [
            file.read_bytes().decode("utf-8", "replace")
            for file in self.folder.rglob("*")
            if file.is_file() and file.name != "secrets.toml"
        ]
        shown = SEQUENCES.sub(b"", self.screen).decode("utf-8", "replace")
        return "\n".join([shown, *self.said, *kept])


def leave(terminal: Terminal) -> int:
    """Quit by keys, out of whatever is open; return the exit status, or -1 if it does not leave."""
    terminal.press("escape")
    terminal.settle(0.15)
    terminal.press("Q")
    try:
        return terminal.wait_until_ended()
    except AssertionError:
        return -1


def environment() -> dict[str, str]:
    """Return a plain environment for a program."""
    return {**os.environ, "LANG": "C.UTF-8", "TERM": "xterm-256color"}


def _text_of(value: object) -> str:
    if isinstance(value, dict):
        return "\n".join(map(_text_of, value.values()))
    if isinstance(value, list):
        return "\n".join(map(_text_of, value))
    return str(value)


class Stage:
    """Where cases are played. Use as a context manager; one thread a group."""

    def __init__(self) -> None:
        self.figures = Figures()
        self.server = LoopbackServer()
        self.bad = HostileServer()

    def __enter__(self) -> Stage:
        self.server.__enter__()
        self.bad.__enter__()
        return self

    def __exit__(self, *how: object) -> None:
        self.bad.__exit__(*how)
        self.server.__exit__(*how)

    def play(self, cases: Sequence[Case]) -> list[str]:
        """Play cases of one kind in one home; return what is not as stated.

        Where something is wrong that may be any one's of them, each is played alone.
        """
        (kind,) = {"feed" if case.kind == "json" else case.kind for case in cases}
        act = getattr(self, f"_{kind}")
        name = cases[0].name + (f" and {len(cases) - 1} more" if len(cases) > 1 else "")
        with tempfile.TemporaryDirectory(prefix="hostile") as folder:
            home = Home(Path(folder), self.server, self.figures)
            with home.witness:
                found = list(act(home, name, cases)) + home.found
                found += self._everywhere(home, cases)
        most = max(case.memory for case in cases)
        found += self.figures.swollen(most, f"command: {name}", f"reader: {name}")
        if found and len(cases) > 1:
            alone = [each for case in cases for each in self.play([case])]
            return alone or [f"{name}: only together: {each}" for each in found]
        return [f"{name}: {each}" for each in dict.fromkeys(found)]

    def _everywhere(self, home: Home, cases: Sequence[Case]) -> Iterator[str]:
        whole = home.everything()
        for case in cases:
            for word in case.must_not:
                if word in whole:
                    at = whole.index(word)
                    yield f"{word!r} turns up: {whole[max(0, at - 80) : at + 80]!r}"
        for opened in home.witness.notes("opened"):
            yield f"opens {opened}"
        strangers = [
            words
            for words in home.witness.notes("started")
            if isinstance(words, list)
            and not words[0].endswith(("python", "python3", "/browser", "python3.11"))
        ]
        if strangers:
            yield f"starts {strangers}"
        for link in home.opened_links():
            if len(link) != 1 or not _WEB.fullmatch(link[0]):
                yield f"hands {link!r} to the browser"

    def _feed(self, home: Home, name: str, cases: Sequence[Case]) -> Iterator[str]:
        home.run("remove", "newsread:welcome")
        urls = {
            self.server.put(
                f"/{id(home)}/{number}/{quote(Path(case.name).name)}",
                Page(case.body, case.content_type),
            ): case
            for number, case in enumerate(cases)
        }
        ended = home.run("add", *urls)
        self._measure(home, name, ended)
        yield from self._late(home, sum(case.seconds for case in cases), ended)
        feeds = {feed["url"] for feed in home.run("feeds", "--json").records()}
        refused = [url for url in urls if url not in feeds]
        for url, case in urls.items():
            if url in refused:
                yield from home.refusal(ended, url)
            if case.outcome != "either" and (case.outcome == "refused") != (url in refused):
                yield f"is {'refused' if url in refused else 'read'}: {ended.out} {ended.err}"
        asked = home.witness.asked
        if asked:
            yield f"asks {asked} before anything is opened"
        yield from self._shown(home, urls, refused)
        if refused:
            home.run("opml", "import", "-", given=_opml(refused))
        articles = len(home.run("articles", "--json").out.splitlines())
        home.read(name, articles, ("R", "r"))
        yield from self._after_reading(home, urls)
        yield from _links(home, cases, articles)

    def _late(self, home: Home, seconds: float, ended: Ended) -> Iterator[str]:
        """Yield that a command took too long, and not for want of a processor."""
        computed = home.witness.computed.get(ended.session, 0.0)
        if ended.seconds > seconds and (computed > seconds / 2 or seconds > 2):
            yield f"takes {ended.seconds:.1f} s, {computed:.1f} of them of CPU"

    def _measure(self, home: Home, name: str, ended: Ended) -> None:
        self.figures.seconds[name] = ended.seconds
        self.figures.memory[f"command: {name}"] = home.witness.memory[ended.session] / MEGABYTE

    def _shown(self, home: Home, urls: dict[str, Case], refused: Sequence[str]) -> Iterator[str]:
        """Look at what commands show of the feeds, article by article."""
        articles = home.run("articles", "--json").records()
        feeds = {feed["url"]: feed for feed in home.run("feeds", "--json").records()}
        home.run("articles")
        home.run("feeds")
        counts = Counter(article["feed"] for article in articles)
        for url, case in urls.items():
            if url in refused:
                continue
            feed = feeds.get(url)
            if feed is None:
                yield "is not among the feeds"
                continue
            if case.entries not in (None, counts[url]):
                yield f"has {counts[url]} entries"
            mine = [article for article in articles if article["feed"] == url]
            shown = _text_of([feed, *mine])
            if any(word not in shown for word in case.must_show) or len(urls) == 1:
                for article in mine[:3]:
                    full = home.run("show", str(article["id"]), "--json")
                    shown += _text_of(full.records()) + full.err
            for word in case.must_show:
                if word not in shown:
                    yield f"does not show {word!r}"

    def _after_reading(self, home: Home, urls: dict[str, Case]) -> Iterator[str]:
        """Look at what is kept, and at who was asked."""
        home.run("claims", "list")
        home.run("claims", "list", "--json")
        home.run("opml", "export")
        home.run("doctor")
        own = {
            urlsplit(article["url"]).hostname
            for article in home.run("articles", "--json").records()
            if article["url"]
        }
        if strangers := home.witness.asked - own:
            yield f"asks {strangers}"

    def _page(self, home: Home, name: str, cases: Sequence[Case]) -> Iterator[str]:
        home.run("remove", "newsread:welcome")
        items, urls = [], []
        for number, case in enumerate(cases):
            path = f"/{id(home)}/page/{number}"
            url = self.server.put(path, Page(case.body, case.content_type))
            urls.append(url)
            items.append(f"<item><title>Page {number}</title><link>{url}</link></item>")
        feed = f"<rss version='2.0'><channel><title>T</title>{''.join(items)}</channel></rss>"
        home.run("add", self.server.put(f"/{id(home)}/feed", feed.encode()))
        for case, url in zip(cases, urls, strict=True):
            ended = home.run("extract", url, "--json")
            self._measure(home, case.name, ended)
            yield from self._late(home, case.seconds, ended)
            if ended.status:
                yield from home.refusal(ended, url)
            file = home.folder.parent / "page.html"
            file.write_bytes(case.body)
            home.run("extract", str(file))
            home.run("save", url)
            shown = home.run("show", url, "--json")
            if shown.status and case.outcome == "parsed":
                yield f"is refused: {shown.err.strip()}"
            for word in case.must_show if not shown.status else ():
                if word not in _text_of(shown.records()):
                    yield f"does not show {word!r}"
            home.run("show", url)
        home.read(name, len(cases))
        yield from self._after_reading(home, {})

    def _opml(self, home: Home, name: str, cases: Sequence[Case]) -> Iterator[str]:
        (case,) = cases
        file = home.folder.parent / Path(case.name).name
        file.write_bytes(case.body)
        home.run("remove", "newsread:welcome")
        ended = home.run("opml", "import", str(file))
        self._measure(home, case.name, ended)
        yield from self._late(home, case.seconds, ended)
        feeds = home.run("feeds", "--json").records()
        if ended.status and not feeds:
            yield from home.refusal(ended, str(file))
            if case.outcome == "parsed":
                yield f"is refused: {ended.err.strip()}"
        elif case.outcome == "refused":
            yield f"is read: {ended.out.strip()} {ended.err.strip()}"
        if case.entries not in (None, len(feeds)):
            yield f"has {len(feeds)} feeds: {ended.err}"
        for word in case.must_show:
            if word not in _text_of(feeds):
                yield f"does not show {word!r}"
        home.run("feeds")
        exported = home.run("opml", "export")
        other = Home(home.folder.parent / "other", home.server, home.figures)
        other.run("remove", "newsread:welcome")
        other.run("opml", "import", "-", given=exported.out.encode())
        again = other.run("feeds", "--json").records()
        if lost := {_named(feed) for feed in feeds} ^ {_named(feed) for feed in again}:
            yield f"its export gives another list, that differs in {lost}"
        if home.witness.asked:
            yield f"asks {home.witness.asked} on import"
        home.read(name, 0, ("tab j j e",))
        yield from home.found
        own = {urlsplit(feed["url"]).hostname for feed in feeds}
        if strangers := home.witness.asked - own:
            yield f"asks {strangers}"

    def _config(self, home: Home, name: str, cases: Sequence[Case]) -> Iterator[str]:
        (case,) = cases
        for file in ("settings", "keys", "vocabulary", "views", "secrets"):
            where = home.folder / "config" / f"{file}.toml"
            where.write_bytes(case.body)
            where.chmod(0o600)
            ended = home.run("config")
            if file == "settings":
                self._measure(home, case.name, ended)
                yield from self._late(home, case.seconds, ended)
                if ended.status and case.outcome == "parsed":
                    yield f"is refused: {ended.err}"
                if not ended.status and case.outcome == "refused":
                    yield f"is read: {ended.out}"
            if ended.status:
                yield from home.refusal(ended, str(where))
            home.run("feeds")
            home.run("keys")
            home.run("doctor")
            with Terminal(home.folder, *SCREEN, **home.witness.environment) as terminal:
                terminal.begin()
                status = leave(terminal)
            if status not in (0, 1, 2):
                yield f"{file}: the reader leaves with {status}"
            if b"\x1b[?1049h" not in terminal.output and str(where.name) not in terminal.text:
                yield f"{file}: the reader does not say why it does not open: {terminal.text!r}"
            yield from complaints(bytes(terminal.output).replace(b"\r\n", b"\n"))
            if where.read_bytes() != case.body:
                yield f"{file}: the file was changed"
            where.unlink()

    def _store(self, home: Home, name: str, cases: Sequence[Case]) -> Iterator[str]:
        (case,) = cases
        (home.folder / "data").mkdir()
        file = home.folder / "data" / "claims.json"
        file.write_bytes(case.body)
        file.chmod(0o600)
        ended = home.run("claims", "list", "--json")
        self._measure(home, case.name, ended)
        yield from self._late(home, case.seconds, ended)
        if ended.status:
            yield from home.refusal(ended, str(file))
            if case.outcome == "parsed":
                yield f"is refused: {ended.err}"
        elif case.outcome == "refused":
            yield f"is read: {ended.out}"
        if not ended.status and case.entries not in (None, len(ended.records())):
            yield f"has {len(ended.records())} claims"
        home.run("claims", "list")
        home.run("doctor")
        home.read(name, 2, ("C j enter", "C d u", "q"))
        if file.read_bytes() != case.body and ended.status:
            yield "the file was changed"

    def _http(self, home: Home, name: str, cases: Sequence[Case]) -> Iterator[str]:
        (case,) = cases
        behaviour = Path(case.name).name
        url = self.bad.url(behaviour)
        home.run("remove", "newsread:welcome")
        ended = home.run("add", url)
        self._measure(home, case.name, ended)
        yield from self._late(home, case.seconds, ended)
        if ended.status:
            yield from home.refusal(ended, url)
            if case.outcome == "parsed":
                yield f"is refused: {ended.err}"
            home.run("opml", "import", "-", given=_opml([url]))
            home.run("refresh", "--force")
            (feed,) = home.run("feeds", "--json").records()
            if url not in feed["error"] and "not asked" not in feed["error"]:
                yield f"refreshing says {feed['error']!r}"
        elif case.outcome == "refused":
            yield f"is read: {ended.out}"
        if not ended.status:
            yield from self._shown(home, {url: case}, ())
        articles = len(home.run("articles", "--json").out.splitlines())
        home.read(name, articles, ("r",))
        yield from self._after_reading(home, {})


def _named(feed: dict[str, Any]) -> tuple[str, str, str]:
    return feed["url"], feed["title"], feed["folder"]


def _opml(urls: Iterable[str]) -> bytes:
    outlines = "".join(f"<outline type='rss' text='x' xmlUrl='{url}'/>" for url in urls)
    return f"<opml version='2.0'><head/><body>{outlines}</body></opml>".encode()


def _links(home: Home, cases: Sequence[Case], articles: int) -> Iterator[str]:
    """Compare what the browser was given with what it may be, where all articles were opened."""
    if articles > MOST_OPENED or any(case.openable is None for case in cases):
        return
    expected = sum(case.openable or 0 for case in cases)
    opened = home.opened_links()
    if len(opened) != expected:
        yield f"the browser is given {opened}, of {expected} links"
    for (link,) in opened:
        host = urlsplit(link).hostname or ""
        if host not in SEQUENCES.sub(b"", home.screen).decode("utf-8", "replace"):
            yield f"opens {link}, whose host is not shown"
