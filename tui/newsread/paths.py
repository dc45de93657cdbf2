"""Where newsread keeps its files: four folders of the user's, and the defaults that ship with it.

Folders are 0700. Files are 0600: a process of newsread sets its umask to 077 before it makes any.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from newsread.errors import NewsreadError

HOME_VARIABLE = "NEWSREAD_HOME"
"""Environment variable with a folder for everything; ``--home`` is stronger than it."""


class Places(msgspec.Struct, frozen=True):
    """The four folders, absolute, and the files in them. Nothing is made before `make`."""

    config: Path
    data: Path
    state: Path
    cache: Path

    @classmethod
    def find(cls, home: Path | str | None = None) -> Places:
        """Return the places under `home`, else under ``NEWSREAD_HOME``, else the platform's own.

        The platform's own are the XDG folders on Linux and ``Library`` on macOS, by platformdirs.
        """
        chosen = str(home or "") or os.environ.get(HOME_VARIABLE, "")
        if chosen:
            root = Path(chosen).expanduser().absolute()
            return cls(root / "config", root / "data", root / "state", root / "cache")
        from platformdirs import PlatformDirs  # a home that was named needs none of it

        own = PlatformDirs("newsread", appauthor=False)
        return cls(
            own.user_config_path.absolute(),
            own.user_data_path.absolute(),
            own.user_state_path.absolute(),
            own.user_cache_path.absolute(),
        )

    @property
    def claims(self) -> Path:
        """The ledger's TinyDB file: precious."""
        return self.data / "claims.json"

    @property
    def claims_lock(self) -> Path:
        """Held for one operation on the ledger."""
        return self.data / "claims.json.lock"

    @property
    def library(self) -> Path:
        """The library's SQLite file."""
        return self.data / "library.sqlite3"

    @property
    def log(self) -> Path:
        """What went wrong."""
        return self.state / "log"

    @property
    def refresh_lock(self) -> Path:
        """Held by the one process that refreshes."""
        return self.state / "refresh.lock"

    @property
    def check_lock(self) -> Path:
        """Held by the one process that checks claims."""
        return self.state / "check.lock"

    @property
    def settings(self) -> Path:
        """The user's settings; need not exist."""
        return self.config / "settings.toml"

    @property
    def keys(self) -> Path:
        """The user's keys; need not exist."""
        return self.config / "keys.toml"

    @property
    def vocabulary(self) -> Path:
        """The user's claim types, verdicts and statuses; need not exist."""
        return self.config / "vocabulary.toml"

    @property
    def secrets(self) -> Path:
        """The names and passwords of feeds; need not exist."""
        return self.config / "secrets.toml"

    @property
    def views(self) -> Path:
        """The user's saved queries; need not exist."""
        return self.config / "views.toml"

    def make(self) -> None:
        """Make the folders that are missing, and check that those newsread writes to take files.

        A configuration folder that cannot be written to is fine: some people's is made by a
        program that owns it. The mode of a folder that is there already is the user's choice.

        Raises:
            NewsreadError: naming the folder that cannot be made or written to.
        """
        for folder in (self.config, self.data, self.state, self.cache):
            try:
                folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                folder.mkdir(mode=0o700, exist_ok=True)
            except FileExistsError as error:
                raise _unusable(folder, "a file stands in its way") from error
            except OSError as error:
                raise _unusable(folder, error.strerror or str(error)) from error
        for folder in (self.data, self.state, self.cache):
            if not os.access(folder, os.W_OK | os.X_OK):
                raise _unusable(folder, "nothing can be written there")


def _unusable(folder: Path, why: str) -> NewsreadError:
    return NewsreadError(
        str(folder),
        f"this folder cannot be used: {why}",
        f"Make it writable, or choose another with --home DIR or {HOME_VARIABLE}",
    )


def shipped_config() -> Path:
    """Return the folder of shipped defaults: the package's when installed, else the checkout's."""
    package = Path(__file__).parent
    installed = package / "config"
    return installed if installed.is_dir() else package.parents[1] / "config"
