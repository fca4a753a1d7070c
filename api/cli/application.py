"""The console script: runs a command, and tells any error in one line."""

import sys
from collections.abc import Sequence
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

import typer

from api.cli import channels, keys, wecom
from api.cli.commands import app
from corpus.errors import QuestionError, SettingsError, YoujuError

if TYPE_CHECKING:
    from api.cli.opening import Opening

FAILED = 1
MISUSED = 2
INTERRUPTED = 130

# Other packages of the project offer commands under this group, so that they and the API need not know each other.
COMMAND_GROUP = "youju.commands"

app.add_typer(channels.app, name="channels")
app.add_typer(keys.app, name="keys")
app.add_typer(wecom.notify, name="notify")
app.command("wecom-bot")(wecom.answer)

_NAMES = (command.name or command.callback.__name__ for command in app.registered_commands if command.callback)
OWN_COMMANDS = frozenset(_NAMES) | {"channels", "keys", "notify"}


def main(arguments: Sequence[str] | None = None, *, opening: "Opening | None" = None) -> None:
    """Run a command line and leave with its exit code.

    Args:
        arguments: The words behind `youju`; those of the process where not given.
        opening: What opens Youju; by default the settings of the environment say how.

    Raises:
        SystemExit: Always, with the exit code: 0 done, 1 failed, 2 misused, 3 some of several failed, 4 no basis for an answer.
    """
    words = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    _offer_commands_of_others(words)
    try:
        sys.exit(app(words, prog_name="youju", obj=opening, standalone_mode=False))
    except typer.TyperException as error:
        _fail(f"{error.format_message()} `youju --help` and `youju COMMAND --help` list what there is.", MISUSED)
    except YoujuError as error:
        _fail(str(error), MISUSED if isinstance(error, SettingsError | QuestionError) else FAILED)
    except typer.Abort:
        _fail("Stopped.", INTERRUPTED)


def _fail(message: str, code: int) -> None:
    typer.echo("youju: " + " ".join(message.split()), err=True)
    sys.exit(code)


def _offer_commands_of_others(words: Sequence[str]) -> None:
    """Add the commands of other packages; only the one that is asked for is loaded, since loading takes time."""
    if words[0] in OWN_COMMANDS:
        return
    for point in entry_points(group=COMMAND_GROUP):
        if point.name == words[0]:
            app.command(point.name)(point.load())
        else:
            app.command(point.name, help=f"Offered by {point.module}; `youju {point.name} --help` tells more.")(_placeholder)


def _placeholder() -> None:
    """Stands in the list of commands for one that is not loaded."""
