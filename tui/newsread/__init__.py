"""newsread: a terminal news reader for people who check what the news says."""

__version__ = "0.1.0"
