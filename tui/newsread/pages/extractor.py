"""Which version of what reads pages this is. Apart, so that whoever asks need not load it."""

EXTRACTOR = 2
"""Version of what the rooms of `pages` do; goes up when they make another text of the same page, so
that what is kept is read anew."""
