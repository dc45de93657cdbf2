"""In what order pages of many hosts are asked for, so that no host has much to do. Pure.

To one host a request goes out when the one before is answered and `PAUSE` has passed; meanwhile it
is the other hosts' turn, so that nobody waits as long as there is anybody to be asked.

At most `MOST` pages of a host are asked for in one run, those that were asked for longest ago: 60
are five minutes of one request every five seconds, which no server notices, and a third of what
would fit between two checks of an article that was published just now. Whoever has a hundred claims
on one outlet gets to all of them with the second run.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

PAUSE = 5.0
"""Seconds between an answer of a host and the next request to it."""
MOST = 60
"""Pages of one host in one run."""
UNANSWERED = 2
"""Requests in a row without an answer after which a host is left alone for the run: each takes as
long as the deadlines allow, and keeps the others waiting."""

Page = TypeVar("Page")


class Turns(Generic[Page]):
    """Whose turn it is. Moments are seconds of any one clock."""

    def __init__(self, pages: Iterable[tuple[str, Page]], pause: float = PAUSE) -> None:
        """`pages` are host and page, those of a host in the order in which they are asked for. A
        page without a host is on nobody's server: there is no pause, and no limit."""
        self._pause = pause
        self._waiting: dict[str, deque[Page]] = {}
        self._ready: dict[str, float] = {}
        self._silent: dict[str, int] = {}
        for host, page in pages:
            self._waiting.setdefault(host, deque()).append(page)

    def __bool__(self) -> bool:
        """Tell whether any page is left."""
        return bool(self._waiting)

    def beyond(self) -> list[Page]:
        """Take out and return the pages above `MOST` of a host."""
        left = list[Page]()
        for host, pages in self._waiting.items():
            while host and len(pages) > MOST:
                left.append(pages.pop())
        return left

    def take(self, now: float) -> tuple[str, Page, float]:
        """Take out the next page; return its host, it, and how many seconds it has to wait."""
        host = min(self._waiting, key=lambda each: self._ready.get(each, now))
        page = self._waiting[host].popleft()
        if not self._waiting[host]:
            del self._waiting[host]
        return host, page, max(0.0, self._ready.get(host, now) - now)

    def answered(self, host: str, now: float, *, silent: bool = False) -> list[Page]:
        """Note that a request to `host` is over; return the pages that are not asked for any more,
        because it was `silent` once too often."""
        if not host:
            return []
        self._ready[host] = now + self._pause
        self._silent[host] = self._silent.get(host, 0) + 1 if silent else 0
        return self.stop(host) if self._silent[host] >= UNANSWERED else []

    def stop(self, host: str) -> list[Page]:
        """Take out and return all pages of `host`."""
        return list(self._waiting.pop(host, ()))
