"""The library: feeds, articles, revisions and reading state in one SQLite file."""
