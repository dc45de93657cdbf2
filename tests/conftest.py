"""What tests of several rooms share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.server import LoopbackServer


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    """A web server on loopback that does as it is told."""
    with LoopbackServer() as running:
        yield running


@pytest.fixture(scope="session")
def shared() -> Path:
    """The benches and corpora beside the repository; where they are absent the test is skipped."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared, which is not here")
    return folder
