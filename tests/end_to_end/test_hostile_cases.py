"""A few hostile cases through the whole program; ``python -m tests.hostile`` plays them all."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

if sys.platform != "linux":
    pytest.skip("what processes do is looked up in /proc", allow_module_level=True)

from tests.hostile.play import Stage
from tests.hostile.variants import variants

CHOSEN = (
    *("escape/rss_raw_osc52", "escape/atom_html_c1_osc", "escape/json_csi_clear"),
    *("markup/json_4", "links/rss_0", "links/json_46", "malformed/charref_12", "malformed/png"),
)


def test_feeds_act_on_no_terminal_ask_nobody_and_open_what_is_of_the_web() -> None:
    chosen = [case for case in variants() if case.name in CHOSEN]
    assert len(chosen) == len(CHOSEN)
    with Stage() as stage:
        # Time is for the command to look at, on a machine that does nothing else.
        assert stage.play([replace(case, openable=None, seconds=60) for case in chosen]) == []
