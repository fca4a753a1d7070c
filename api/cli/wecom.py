"""The words of `youju wecom-bot` and `youju notify deadlines`; what does the work is imported when one of them is run."""

from typing import Annotated

import typer

from api.cli.opening import opened

notify = typer.Typer(help="Post to the group chats of WeCom; meant for cron.", no_args_is_help=True, rich_markup_mode=None)


@notify.callback()
def of_notify() -> None:
    """Keeps `notify` a group, of one command so far."""


@notify.command()
def deadlines(
    context: typer.Context,
    days: Annotated[int, typer.Option(min=1, max=366, help="How many days to look at, today included.")] = 7,
    *,
    if_any: Annotated[bool, typer.Option("--if-any", help="Post nothing where nothing falls due.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would be posted, and post nothing.")] = False,
) -> int:
    """Post what falls due in the next days to the group robot of YOUJU_WECOM_ROBOT_WEBHOOK_URL."""
    from api.cli.notifying import notify_deadlines

    with opened(context) as youju:
        return notify_deadlines(youju, days=days, if_any=if_any, dry_run=dry_run)


def answer(context: typer.Context) -> int:
    """Answer what people ask the WeCom robot, over a connection that is opened from here; runs until stopped."""
    from api.cli.answering_wecom import answer_until_stopped

    with opened(context) as youju:
        return answer_until_stopped(youju)
