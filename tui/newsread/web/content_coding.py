"""Unpacking of gzip and deflate as it arrives (RFC 1950, 1951, 1952), bounded at every step.

The client's own unpacking is switched off: it would unpack two layers, a bomb whole, and take a cut
stream for a finished one.
"""

from __future__ import annotations

import zlib

from newsread.errors import FetchError

_STEP = 1 << 16
_RATIO = 100
_RATIO_FROM = 1 << 20
"""Bytes unpacked before the ratio counts: a short answer of spaces is no bomb."""
_GZIP = b"\x1f\x8b"


class Unpacker:
    """Collects one body: fed as it arrives, then finished. At most `limit` bytes unpacked: a longer
    one is refused, or its end left out if `cut`."""

    def __init__(self, url: str, coding: str, limit: int, *, cut: bool = False) -> None:
        self._url = url
        self._coding = coding.strip().lower().removeprefix("x-")
        self._limit = limit
        self._cut = cut
        self.is_full = False
        """Whether the limit was reached, and the rest need not be fed."""
        self._body = bytearray()
        self._arrived = 0
        self._inflater: zlib._Decompress | None = None
        if self._coding not in ("", "identity", "gzip", "deflate"):
            raise FetchError(
                url, f"the server packed its answer in a way nobody asked for: {coding}"
            )

    def feed(self, data: bytes) -> None:
        """Take the next bytes.

        Raises:
            FetchError: more than the limit, unless it is cut, or more than a hundred times what
                arrived.
        """
        if not self._arrived:
            self._begin(data)
        self._arrived += len(data)
        if self._inflater is None:
            self._add(data)
            return
        while data and not self.is_full:
            if self._inflater.eof:
                if not data.startswith(_GZIP):
                    return  # what follows the last member is padding
                self._inflater = zlib.decompressobj(31)
            try:
                self._add(self._inflater.decompress(data, _STEP))
            except zlib.error as error:
                raise FetchError(self._url, "the packed answer is damaged") from error
            data = self._inflater.unconsumed_tail or self._inflater.unused_data

    def finish(self) -> bytes:
        """Return the whole body.

        Raises:
            FetchError: the packed stream stopped before its end.
        """
        if self._inflater is not None and not self._inflater.eof and not self.is_full:
            raise FetchError(self._url, "the answer was cut off", "Try again later")
        return bytes(self._body)

    def too_large(self) -> FetchError:
        """The error of a body over the limit, as an error to raise."""
        return FetchError(self._url, f"the answer is larger than {self._limit / (1 << 20):.0f} MB")

    def _begin(self, data: bytes) -> None:
        if self._coding == "gzip" or (self._coding != "deflate" and data.startswith(_GZIP)):
            self._inflater = zlib.decompressobj(31)  # a .gz file served as it lies is unpacked too
        elif self._coding == "deflate":
            # Half the web sends the bare stream, which has no header to check: RFC 9110, 8.4.1.2
            wrapped = len(data) > 1 and data[0] & 15 == 8 and (data[0] << 8 | data[1]) % 31 == 0
            self._inflater = zlib.decompressobj(15 if wrapped else -15)

    def _add(self, data: bytes) -> None:
        self._body += data
        size = len(self._body)
        if size > _RATIO_FROM and size > _RATIO * self._arrived:
            raise FetchError(self._url, "the answer unpacks to a hundred times its size")
        if size > self._limit:
            if not self._cut:
                raise self.too_large()
            del self._body[self._limit :]
            self.is_full = True
