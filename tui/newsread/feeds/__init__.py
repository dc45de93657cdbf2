"""Feeds: finding them in a page, reading them from bytes, and when to ask again."""
