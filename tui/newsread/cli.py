"""The ``newsread`` command: its words, and how it ends.

Whatever goes wrong becomes one sentence on stderr, ``newsread: …``, and an exit status: 0 done,
1 not done, 2 wrong use, 130 ended by Ctrl-C, 141 when whoever read the output went away. A defect
says where its traceback stands; a traceback never reaches the terminal.

A command's module is imported when it is asked for, and what it needs when it runs, so that
``--version`` costs an interpreter and click, and a list no parser and no network.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsread.commands import output
from newsread.errors import LedgerError, LibraryError, NewsreadError
from newsread.paths import HOME_VARIABLE, Places
from newsread.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, NoReturn

INTERRUPTED = 130
"""Ended by Ctrl-C: 128 and SIGINT's number, as shells have it."""


ROOMS = {
    "add": "feeds",
    "feeds": "feeds",
    "remove": "feeds",
    "refresh": "feeds",
    "articles": "articles",
    "show": "articles",
    "save": "pages",
    "extract": "pages",
    "claims": "claims",
    "opml": "exchange",
    "import": "exchange",
    "config": "configuration",
    "keys": "configuration",
    "doctor": "doctor",
}
"""Every command, in the order of ``--help``, and the module of `newsread.commands` it is in."""


class Commands(click.Group):
    """All commands; writes a defect or a damaged file down before that is said in one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(ROOMS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command with this name, imported now; None when there is none."""
        if cmd_name not in ROOMS:
            return None
        room = import_module(f"newsread.commands.{ROOMS[cmd_name]}")
        commands: dict[str, click.Command] = room.COMMANDS
        return commands[cmd_name]

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except (LibraryError, LedgerError) as damage:
            from newsread.services import log

            log.complaints(_log(ctx), _what(ctx))(str(damage))
            raise
        except (NewsreadError, click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as defect:
            raise _written_down(defect, _what(ctx), _log(ctx)) from defect


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    subcommand_metavar="[COMMAND]",
    epilog="Every command explains itself, with an example: newsread add --help.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda context, _, asked: _print_versions(context) if asked else None,
    help="Show the version, and those of what it stands on, for a report; then leave.",
)
@click.option(
    "--home",
    metavar="DIR",
    help=f"Keep everything in this one folder; {HOME_VARIABLE} does the same.",
)
@click.pass_context
def newsread(context: click.Context, home: str | None) -> None:
    """Read the news in the terminal; highlight and tag what it claims.

    Without a command, newsread opens the reader; press ? there for the keys.

    \b
    Example:
      newsread add https://www.theguardian.com/world
      newsread
    """
    if home:  # also for the children that newsread starts: they are the same command
        os.environ[HOME_VARIABLE] = str(Path(home).expanduser().absolute())
    context.obj = Places.find()
    if context.invoked_subcommand is None:
        open_reader(context.obj)


def open_reader(places: Places) -> None:
    """Open the reader on this terminal; NewsreadError when there is none."""
    for name, stream in (("standard input", sys.stdin), ("standard output", sys.stdout)):
        if stream is None or not stream.isatty():
            raise NewsreadError(
                name,
                "is not a terminal, and the reader needs one",
                "The commands do without: see newsread --help",
            )
    from newsread.app import run  # Textual: a third of a second

    run(places)


def refuse_platform(platform: str) -> None:
    """Raise NewsreadError on Windows: it has neither the locks nor the signals that are needed."""
    if platform == "win32":
        raise NewsreadError(
            "Windows", "newsread does not run here", "Install it under WSL, where it does"
        )


def run_command(arguments: Sequence[str] | None) -> int:
    """Run the command line; return the exit status, with whatever went wrong said on stderr."""
    try:
        refuse_platform(sys.platform)
        words = list(sys.argv[1:] if arguments is None else arguments)
        # Not click's main: it has words of its own for errors, and a line for Ctrl-C.
        with newsread.make_context("newsread", words) as context:
            newsread.invoke(context)
        output.finish()
    except NewsreadError as error:
        output.complain(error)
        return error.status
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        output.complain(_in_our_words(error))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    return 0


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit status."""
    os.umask(0o077)  # what newsread keeps is its owner's alone
    output.prepare()
    sys.exit(run_command(arguments))


def _in_our_words(error: click.ClickException) -> str:
    """Return click's complaint as a sentence like all others."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "newsread"
    said = error.format_message().rstrip(".")
    named = command.removeprefix("newsread").strip()
    told = ": ".join(filter(None, (named, said[:1].lower() + said[1:])))
    return clean_line(f"{told}{'' if said.endswith('?') else '.'} See {command} --help.")


def _print_versions(context: click.Context) -> NoReturn:
    """Print what a report should name, and leave."""
    from newsread.services.versions import versions

    for name, version in versions():
        output.line(f"{name} {version}")
    context.exit()


def _what(context: click.Context) -> str:
    """Return the command that runs, for the log."""
    return f"newsread {context.invoked_subcommand or ''}".strip()


def _log(context: click.Context) -> Path:
    places: Places = context.obj or Places.find()
    return places.log


def _written_down(defect: Exception, what: str, path: Path) -> NewsreadError:
    """Write `defect` to the log; return the sentence that says so."""
    from newsread.services import log

    try:
        log.record(path, what, defect)
    except OSError as unwritten:
        kept = f"It could not be written down either ({path}: {unwritten.strerror})"
    else:
        kept = f"Please report it, with what stands in {path}"
    return NewsreadError(what, f"ran into a defect ({type(defect).__name__})", kept)
