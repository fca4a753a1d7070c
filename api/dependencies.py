"""What a route may ask for."""

from typing import Annotated, cast

from fastapi import Depends, Request

from assistant.bootstrap import Youju


def youju_of(request: Request) -> Youju:
    """The open Youju that the application was created with."""
    return cast("Youju", request.app.state.youju)


OpenYouju = Annotated[Youju, Depends(youju_of)]
