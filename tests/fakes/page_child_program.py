"""A page child that misbehaves on demand: it does what the last part of a request's address says.

Started as a program, it imports nothing of newsread's. Its answers have its process id for a
notice, and the request it answers for an error.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any


def say(number: int, stage: str, **fields: Any) -> None:
    write(json.dumps({"number": number, "stage": stage, **fields}) + "\n")


def write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def main() -> None:
    say(0, "ready")
    for line in sys.stdin:
        order = json.loads(line)
        number, request = order["number"], order.get("request")
        if request is None:
            continue
        deed = (request.get("url") or "feed").rpartition("/")[2]
        content = request.get("content", "")
        reply = {"notice": str(os.getpid()), "error": f"{deed} {content}".strip()}
        if content == "hang":
            time.sleep(60)
        if deed != "feed":
            say(number, "fetching")
        if deed == "hang-in-fetch":
            time.sleep(60)
        if deed != "feed":
            say(number, "fetched")
        if deed == "hang":
            time.sleep(60)
        elif deed == "die":
            os._exit(3)
        elif deed == "rubbish":
            write("Segmentation fault, said the library\n")
            time.sleep(60)
        elif deed == "endless":
            write("x" * (70 << 20))
            time.sleep(60)
        say(number, "done", reply=reply, leaving=deed == "leave")


if __name__ == "__main__":
    main()
