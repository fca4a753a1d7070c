"""`youju notify deadlines`: what falls due in the next days, posted to a group chat."""

import typer

from api.channels.calling import Post, post
from api.channels.wecom.deadlines import Window, deadline_messages, due_within
from api.channels.wecom.group_robot import send_markdown
from assistant.bootstrap import Youju
from assistant.obligations.wording import DEFAULT_ADDRESS, link_to_clause
from corpus.errors import SettingsError


def notify_deadlines(youju: Youju, *, days: int, if_any: bool, dry_run: bool, posted: Post = post) -> int:
    """Post what falls due from today on, `days` days in all; 0 when it was taken.

    Raises:
        SettingsError: No address is set, or no robot is there.
        CallError: WeCom did not take it.
    """
    url = youju.settings.wecom_robot_webhook_url.get_secret_value()
    if not url and not dry_run:
        raise SettingsError("Set YOUJU_WECOM_ROBOT_WEBHOOK_URL to the address of a group robot, as the group's settings show it.")
    window = Window.of(youju.assistant.today(), days)
    due = due_within(youju.register, window)
    if not due and if_any:
        typer.echo(f"Nothing falls due from {window.first} to {window.last}; nothing was posted.")
        return 0
    address = youju.settings.public_url.rstrip("/") or DEFAULT_ADDRESS
    messages = deadline_messages(due, window, link_to_clause(address), f"{address}/obligations")
    if dry_run:
        typer.echo("\n\n".join(messages))
        return 0
    send_markdown(url, messages, posted=posted)
    typer.echo(f"Posted {len(due)} duties that fall due from {window.first} to {window.last} in {len(messages)} messages.")
    return 0
