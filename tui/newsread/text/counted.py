"""How many there are of something, as sentences say it."""


def counted(count: int, thing: str, things: str = "") -> str:
    """Return a count with its noun: ``1 feed``, ``2 feeds``."""
    return f"{count} {thing if count == 1 else things or thing + 's'}"
