"""Whether a form was sent from a page of this server: a browser sends the key that its user typed along with forms of other sites, too."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from api.refusals import FORBIDDEN, RefusalError

_OWN_SITES = {"", "same-origin", "none"}


def check_origin(request: Request) -> None:
    """Lets through what comes from this server's own pages, from no browser, or with a key that no browser sends by itself.

    Raises:
        RefusalError: A page of another site sent it.
    """
    if request.headers.get("authorization", "").lower().startswith("bearer ") or "x-api-key" in request.headers:
        return
    origin = request.headers.get("origin", "")
    own = {request.headers.get("host", ""), urlsplit(request.app.state.public_url).netloc} - {""}
    if request.headers.get("sec-fetch-site", "") not in _OWN_SITES or (origin and urlsplit(origin).netloc not in own):
        raise RefusalError(
            FORBIDDEN, f"The form was sent from {origin or 'another site'!r}; open the page of this server and send it there."
        )


OwnPage = Annotated[None, Depends(check_origin)]
