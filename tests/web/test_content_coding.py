"""Unpacking as it arrives: whole, bounded, and never two layers."""

from __future__ import annotations

import gzip
import zlib

import pytest

from newsread.errors import FetchError
from newsread.web.content_coding import Unpacker

TEXT = b"".join(b"line %d of a feed\n" % n for n in range(5000))


def unpack(data: bytes, coding: str = "", limit: int = 1 << 23, step: int = 1000) -> bytes:
    unpacker = Unpacker("https://a.example/", coding, limit)
    for at in range(0, len(data), step):
        unpacker.feed(data[at : at + step])
    return unpacker.finish()


def bare(data: bytes) -> bytes:
    deflater = zlib.compressobj(wbits=-15)
    return deflater.compress(data) + deflater.flush()


@pytest.mark.parametrize(
    ("packed", "coding"),
    [
        (TEXT, ""),
        (TEXT, "identity"),
        (gzip.compress(TEXT), "gzip"),
        (gzip.compress(TEXT), "X-GZIP"),
        (gzip.compress(TEXT), ""),
        (gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]), "gzip"),
        (gzip.compress(TEXT) + b"\0" * 64, "gzip"),
        (zlib.compress(TEXT), "deflate"),
        (bare(TEXT), "deflate"),
    ],
)
@pytest.mark.parametrize("step", [7, 1000, 1 << 20])
def test_a_body_is_unpacked_whole_however_it_arrives(packed: bytes, coding: str, step: int) -> None:
    assert unpack(packed, coding, step=step) == TEXT


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "compress"])
def test_a_coding_nobody_asked_for_is_refused(coding: str) -> None:
    with pytest.raises(FetchError, match="nobody asked for"):
        unpack(TEXT, coding)


def test_two_layers_leave_one() -> None:
    twice = gzip.compress(gzip.compress(TEXT))
    assert unpack(twice, "gzip") == gzip.decompress(twice)


def test_a_cut_stream_is_an_error() -> None:
    with pytest.raises(FetchError, match="cut off"):
        unpack(gzip.compress(TEXT)[:-20], "gzip")


def test_a_damaged_stream_is_an_error() -> None:
    with pytest.raises(FetchError, match="damaged"):
        unpack(b"not gzip at all" * 10, "gzip")


def test_more_than_the_limit_is_refused_whether_packed_or_not() -> None:
    for data, coding in ((TEXT, ""), (gzip.compress(TEXT), "gzip")):
        with pytest.raises(FetchError, match="larger than"):
            unpack(data, coding, limit=len(TEXT) - 1)
        assert unpack(data, coding, limit=len(TEXT)) == TEXT


@pytest.mark.parametrize("coding", ["", "gzip"])
def test_more_than_the_limit_is_cut_where_that_is_asked_for(coding: str) -> None:
    data = gzip.compress(TEXT) if coding else TEXT
    unpacker = Unpacker("https://a.example/", coding, len(TEXT) - 1, cut=True)
    for at in range(0, len(data), 10):
        unpacker.feed(data[at : at + 10])
    assert unpacker.is_full
    assert unpacker.finish() == TEXT[:-1]


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_is_refused_long_before_it_is_unpacked(coding: str) -> None:
    nothing = bytes(64 << 20)
    bomb = gzip.compress(nothing) if coding == "gzip" else zlib.compress(nothing)
    unpacker = Unpacker("https://a.example/", coding, 32 << 20)
    with pytest.raises(FetchError, match="a hundred times"):
        for at in range(0, len(bomb), 100):
            unpacker.feed(bomb[at : at + 100])
