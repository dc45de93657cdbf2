"""What marking costs in keys: real ones, counted, on a terminal. More than the budget fails.

The labels that `f` and `v` show are read off the screen, as a person reads them.
"""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest

from newsread.ledger.ledger import Ledger
from newsread.text.document import Document, Kind, Part, Piece, assemble
from tests.end_to_end.tmux import PATIENCE, STEP, Tmux
from tests.fakes.newsroom import Newsroom

BUDGET = {
    "this sentence": 1,
    "quoted speech": 2,
    "two sentences": 2,
    "any sentence on screen": 4,
    "eight words in a sentence": 6,
    "type, tag, speaker, worth, evidence, status": 12,
}
"""Keys from rest until the claim is saved; of the last, what is typed into answers apart."""

MOMENT = 0.15
"""Seconds for which a screen that is done stays the same."""

CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


def word(number: int) -> str:
    """Return a word that no other number has."""
    number, last = divmod(number, len(VOWELS))
    letters = VOWELS[last]
    for kind in (CONSONANTS, VOWELS, CONSONANTS, VOWELS, CONSONANTS):
        number, letter = divmod(number, len(kind))
        letters = kind[letter] + letters
    return letters


def sentence(number: int, length: int = 25) -> str:
    """Return a sentence of `length` words that stand in no other sentence."""
    words = [word(number * length + place) for place in range(length)]
    return " ".join(words).capitalize() + "."


def quoted(number: int) -> str:
    """Return a sentence with words somebody says."""
    plain = sentence(number, 12)
    return f"“{plain[:-1]},” said {word(9_000_000 + number).capitalize()} at noon."


def document(words: int, *, paragraphs: bool) -> Document:
    """Return an article of about `words` words, in paragraphs of four sentences or in one."""
    count = words // 25
    sentences = [quoted(n) if n % 4 == 2 else sentence(n) for n in range(count)]
    step = 4 if paragraphs else count
    texts = [" ".join(sentences[at : at + step]) for at in range(0, count, step)]
    head = Piece(Kind.HEADLINE, "What marking costs", Part.HEADLINE)
    return assemble((head, *(Piece(Kind.PARAGRAPH, text) for text in texts)), lang="en")


ARTICLES = {
    "short": document(200, paragraphs=True),
    "20,000 words": document(20_000, paragraphs=True),
    "one paragraph": document(20_000, paragraphs=False),
}


class Hand:
    """Presses keys in a reader that has one article open, counts them, and reads the claims."""

    def __init__(self, tmux: Tmux, home: Path) -> None:
        self.tmux = tmux
        self.pressed = 0
        self._claims = home / "data" / "claims.json"

    def press(self, *keys: str, then: str = "") -> None:
        """Press `keys`, each of which counts."""
        self.pressed += len(keys)
        self.tmux.press(*keys, then=then)

    def reach(self, *keys: str) -> None:
        """Go by `keys` from the headline to where a task begins; that does not count."""
        self.tmux.press("g", *keys)
        self.settle()

    def settle(self) -> None:
        """Wait until the screen has stayed the same for a moment."""
        before, since = self.tmux.screen, time.monotonic()
        while time.monotonic() < since + MOMENT:
            time.sleep(STEP)
            if (now := self.tmux.screen) != before:
                before, since = now, time.monotonic()

    def label_before(self, first: str) -> str:
        """Return the letters shown before the word `first`: two, or one after a mark or a blank."""
        self.settle()
        found = re.search(
            rf"(?:([a-zA-Z]{{2}})|(?<![a-zA-Z])([a-zA-Z])){first}\b", self.tmux.screen
        )
        assert found, f"no label before {first}:\n{self.tmux.screen}"
        return found[1] or found[2]

    def letter_before(self, word: str) -> str:
        """Return the letter shown before `word`, while words are chosen."""
        self.settle()
        found = re.search(rf"([a-zA-Z]){word}", self.tmux.screen)
        assert found, f"no label before {word}:\n{self.tmux.screen}"
        return found[1]

    def newest_claim(self, count: int) -> dict[str, object]:
        """Return the claim saved last, once there are `count`."""
        deadline = time.monotonic() + PATIENCE
        while True:
            ledger = Ledger.open(self._claims)
            claims = ledger.all()
            if len(claims) == count:
                newest = max(claims, key=lambda claim: claim.id)
                return dict(json.loads(ledger.text_of(newest.id) or ""))
            assert time.monotonic() < deadline, self.tmux.screen
            time.sleep(STEP)


def spent(hand: Hand, task: str) -> None:
    """Hold what `task` cost against its budget, and count anew."""
    assert 0 < hand.pressed <= BUDGET[task], task
    hand.pressed = 0


@pytest.mark.parametrize("name", ARTICLES)
def test_marking_costs_no_more_keys_than_its_budget(tmp_path: Path, name: str) -> None:
    text = ARTICLES[name]
    with Newsroom(tmp_path) as room:
        room.revision(room.article("costs"), text)
    with Tmux(tmp_path, (130, 40)) as tmux:
        tmux.wait_for("unread of")
        tmux.press("G", "Enter", then="7 not a claim")  # the oldest: below the Welcome articles
        hand = Hand(tmux, tmp_path)

        hand.reach("j")
        hand.press("1")
        assert hand.newest_claim(1)["quote"] == sentence(0)
        spent(hand, "this sentence")

        hand.reach("j", "j")
        hand.press('"', "2")
        assert hand.newest_claim(2)["quote"] == sentence(2, 12)[:-1]
        spent(hand, "quoted speech")

        hand.reach("j")
        hand.press("J", "3")
        assert hand.newest_claim(3)["quote"] == f"{sentence(0)} {sentence(1)}"
        spent(hand, "two sentences")

        hand.reach()
        count = 3
        for number in (3, 4, 5, 7):
            hand.press("f", then="Type the letters")
            hand.press(*hand.label_before(sentence(number).split()[0]))
            hand.press("4")
            count += 1
            assert hand.newest_claim(count)["quote"] == sentence(number)
            spent(hand, "any sentence on screen")
            hand.reach()

        hand.reach("j", "j")
        hand.press("6")
        hand.newest_claim(count + 1)
        hand.press("t", then="Tags")
        tmux.type("harbour")
        hand.press("Enter", then="#harbour")
        hand.press("b", then="By whom")
        tmux.type("Oda Marlin")
        hand.press("Enter", then="Oda Marlin")
        hand.press("w", then="Worth checking")
        hand.press("h", then="Worth: high")
        hand.press("E", then="Esc drops")
        tmux.type("https://archive.example/12")
        hand.press("Enter", then="1 source")
        hand.press("S", then="Status")
        hand.press("c", then="Status: checking")
        claim = hand.newest_claim(count + 1)
        assert claim["quote"] == sentence(1)
        assert (claim["type"], claim["tags"]) == ("other", ["harbour"])
        assert (claim["worth"], claim["status"]) == ("high", "checking")
        assert claim["speaker"]["name"] == "Oda Marlin"  # type: ignore[index]
        assert claim["evidence"][0]["url"] == "https://archive.example/12"  # type: ignore[index]
        spent(hand, "type, tag, speaker, worth, evidence, status")

        hand.reach("j", "j")
        words = sentence(1).split()[8:16]
        hand.press("v", then="Letters choose")
        hand.press(hand.letter_before(words[0]))
        hand.press(hand.letter_before(words[-1]))
        hand.press("5")
        assert hand.newest_claim(count + 2)["quote"] == " ".join(words)
        spent(hand, "eight words in a sentence")
        tmux.leave()
