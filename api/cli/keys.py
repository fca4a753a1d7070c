"""The words of `youju keys create`, `list` and `revoke`; what does the work is imported when one of them is run."""

from typing import Annotated

import typer

from api.cli.opening import opened
from api.scopes import Scope

app = typer.Typer(help="Make, list and revoke the access keys of the HTTP API.", no_args_is_help=True, rich_markup_mode=None)

USUAL = (Scope.ASK, Scope.READ)

AsJson = Annotated[bool, typer.Option("--json", help="Print the record as JSON.")]


@app.command()
def create(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Which program it is for; keys of one name share their users and conversations.")],
    scope: Annotated[list[Scope] | None, typer.Option(help="What it allows, once for each; ask and read where none is given.")] = None,
    days: Annotated[int | None, typer.Option(min=1, max=36_500, help="After how many days it expires; never where none are given.")] = None,
    *,
    as_json: AsJson = False,
) -> int:
    """Make a key and print it; it is told only now and cannot be read again."""
    from api.cli.keeping_keys import create_key

    with opened(context) as youju:
        return create_key(youju, name, scope or USUAL, days=days, as_json=as_json)


@app.command(name="list")
def list_all(context: typer.Context, *, as_json: AsJson = False) -> int:
    """List all keys, those that open nothing any more too."""
    from api.cli.keeping_keys import list_keys

    with opened(context) as youju:
        return list_keys(youju, as_json=as_json)


@app.command()
def revoke(context: typer.Context, key_id: Annotated[str, typer.Argument(help="The id, as `youju keys list` shows it.")]) -> int:
    """Close a key for ever; a running server notices at once."""
    from api.cli.keeping_keys import revoke_key

    with opened(context) as youju:
        return revoke_key(youju, key_id)
