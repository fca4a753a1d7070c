"""The words of `youju channels check`, `simulate` and `menu`; what does the work is imported when one of them is run."""

from typing import Annotated, Literal

import typer

from api.cli.opening import opened

app = typer.Typer(help="Set up and try the channels of WeChat and WeCom.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def check(
    context: typer.Context,
    *,
    offline: Annotated[bool, typer.Option("--offline", help="Look at the settings only, and call nobody.")] = False,
) -> int:
    """Tell what is set up and what is wrong with it, without telling secrets; exit code 1 where something is wrong."""
    from api.cli.trying_channels import check_channels

    with opened(context) as youju:
        return check_channels(youju.settings, offline=offline)


@app.command()
def simulate(
    context: typer.Context,
    channel: Annotated[Literal["wechat", "wecom-app"], typer.Argument(help="The channel; a WeCom application takes the safe mode only.")],
    text: Annotated[str, typer.Argument(help="What a user would write.")],
    url: Annotated[str, typer.Option(help="Where the server listens.")] = "http://127.0.0.1:8000",
    mode: Annotated[Literal["safe", "compatible", "plain"], typer.Option(help="How the message is sent.")] = "safe",
    user: Annotated[str, typer.Option(help="Who writes.")] = "o_simulated_user",
) -> int:
    """Send a message to a running server as the platform would, signed and encrypted, and print the reply that it would show."""
    from api.cli.trying_channels import simulate_message

    with opened(context) as youju:
        return simulate_message(youju.settings, channel, text, url=url, mode=mode, user=user)


@app.command()
def menu(context: typer.Context) -> int:
    """Put the menu 我的科室要做什么 · 近期截止 · 帮助 into the WeChat account, in place of the one that it has."""
    from api.cli.trying_channels import create_menu

    with opened(context) as youju:
        return create_menu(youju.settings)
