"""Reads pages made to be slow, and prints the seconds and what came of each.

    python -m tests.page_limits

Takes some twenty seconds. Leaves with 1 where a page takes longer than a page child is given,
raises what it must not, or has no text though there is some.
"""

from __future__ import annotations

import resource
import sys
import time

from newsread.errors import PageError
from newsread.pages.page import read_page
from tests.fakes.hostile_pages import HOSTILE_PAGES

LIMIT = 5.0
"""Seconds of CPU, as `workers.page_child` allows."""


def main() -> int:
    failed = 0
    print(f"{'page':38} {'MB':>5} {'CPU s':>6}  what came of it")
    for name, hostile in HOSTILE_PAGES.items():
        body = hostile.body()
        began = time.process_time()
        try:
            reading = read_page(body, "https://coast.example/x", hostile.content_type)
            text, came = reading.document.text, f"{reading.quality.words:,} words"
        except PageError as error:
            text, came = "", error.happened
        except Exception as error:
            text, came = "", f"RAISED {error!r}"
            failed += 1
        seconds = time.process_time() - began
        wrong = seconds > LIMIT or (hostile.has_text and not text)
        failed += wrong
        mark = " <<<" if wrong else ""
        print(f"{name:38} {len(body) / 1e6:5.1f} {seconds:6.2f}  {came}{mark}", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{len(HOSTILE_PAGES)} pages, {failed} failed; {peak} MB of memory at the peak")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
