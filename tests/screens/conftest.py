"""The reader on a fresh home, with what moves by itself held still."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsread.app import ReaderApp
from newsread.paths import Places
from newsread.services.desk import Desk
from tests.fakes.pages import PagesInPlace


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fix the zone, in which dates are shown, and the annotator's name, which is the login's."""
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LOGNAME", "tester")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def pages() -> PagesInPlace:
    """A page child without a process."""
    return PagesInPlace()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """All that newsread keeps, in a fresh home with the Welcome feed; children find it too.

    Feeds are not asked at the start: that is a process for each test, and those it would ask have
    invented hosts.
    """
    monkeypatch.setenv("NEWSREAD_HOME", str(tmp_path))
    places = Places.find()
    places.make()
    places.settings.write_text("[refresh]\nat_start = false\n", encoding="utf-8")
    with Desk.open(places) as opened:
        yield opened


@pytest.fixture
def app(desk: Desk, pages: PagesInPlace) -> ReaderApp:
    """The reader, not yet running."""
    return ReaderApp(desk, pages)  # type: ignore[arg-type]
