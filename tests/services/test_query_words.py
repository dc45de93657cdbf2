"""What completion offers: fields first, then what they may be, each as a query has it."""

from __future__ import annotations

from pathlib import Path

from newsread.claims.claim import Speaker
from newsread.paths import Places
from newsread.query.read import parse
from newsread.services.desk import Desk
from newsread.services.query_words import query_words
from tests.fakes.claims import claim


def test_fields_come_first_and_then_the_names_there_are(tmp_path: Path) -> None:
    places = Places.find(tmp_path)
    with Desk.open(places) as desk:
        desk.library.add_feed("https://a.example/", "The Bee", folder="Daily Papers")
        desk.ledger.put(claim(tags=("budget",), speaker=Speaker(name="Runa Sollberg")))
        words = query_words(desk)
    assert words[:3] == ["feed:", "folder:", "tag:"]
    offered = {'folder:"Daily Papers"', 'feed:"The Bee"', "tag:budget", "type:quantity"}
    assert 'speaker:"Runa Sollberg"' in words
    assert {*offered, "is:unread", "status:todo", "has:claims"} <= set(words)
    assert all(parse(word).text == word for word in words if not word.endswith(":"))
