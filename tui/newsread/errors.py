"""The one family of errors: each names the thing, says what happened and what to do next.

A command prints ``str(error)`` and leaves with ``error.status``; the reader shows the same sentence
in its status line. Nothing else may reach a person: an exception outside this family is a defect.
"""

from __future__ import annotations

from newsread.text.clean import clean_line


class NewsreadError(Exception):
    """Something was not done: `thing` (feed, article, file, key), what `happened`, what `next`.

    All three may quote text from outside and are cleaned here, once, to one line.
    """

    status = 1
    """Exit status of a command that ends with this error: 1 not done, 2 wrong use."""

    def __init__(self, thing: str, happened: str, next: str = "") -> None:  # noqa: A002
        self.thing = clean_line(thing, limit=300)
        self.happened = clean_line(happened, limit=300)
        self.next = clean_line(next, limit=300)
        super().__init__(str(self))

    def __str__(self) -> str:
        sentence = f"{self.thing}: {self.happened}"
        end = "" if self.next.endswith("?") else "."
        return f"{sentence}. {self.next}{end}" if self.next else f"{sentence}."

    def __reduce__(self) -> tuple[type[NewsreadError], tuple[object, ...]]:
        return type(self), (self.thing, self.happened, self.next)


class UsageError(NewsreadError):
    """The command's words do not make sense together."""

    status = 2


class AddressError(NewsreadError):
    """An address that newsread will not ask: no scheme, not http or https, a private host."""


class FetchError(NewsreadError):
    """A server did not give the answer that was asked for."""


class FeedError(NewsreadError):
    """A feed could not be read or is not known."""


class PageError(NewsreadError):
    """A page gave no readable article."""


class ArticleError(NewsreadError):
    """An article is not known, or has no text."""


class QuoteError(NewsreadError):
    """A quote stands nowhere, or in several places, in the article's text."""


class ExchangeError(NewsreadError):
    """A file of another program's format cannot be read or written."""


class LibraryError(NewsreadError):
    """The library's file cannot be opened, read or written."""


class LedgerError(NewsreadError):
    """The claims' file cannot be opened, read or written."""


class QueryError(NewsreadError):
    """What was typed is no query: says what is wrong, and where."""

    status = 2

    def __init__(self, happened: str, next: str = "", position: int = 0) -> None:  # noqa: A002
        self.position = position
        """Where it is wrong: code points from the start of what was typed."""
        super().__init__("query", happened, next)

    def __reduce__(self) -> tuple[type[QueryError], tuple[object, ...]]:
        return type(self), (self.happened, self.next, self.position)


class ConfigError(NewsreadError):
    """A file of the user's configuration is wrong: names the file, the line and the key."""

    status = 2


class BusyError(NewsreadError):
    """Another newsread process is doing this already."""
