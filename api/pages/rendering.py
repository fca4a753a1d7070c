"""Makes HTML of templates: the one module that knows Jinja. What comes from documents and people is escaped everywhere."""

import gzip
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from api.pages.languages import PARAMETER, language_of, remember, words_of
from api.pages.messages import said
from api.pages.static_files import address_of

MEDIA_TYPE = "text/html; charset=utf-8"

# Nothing comes from elsewhere and nothing is written into the page to be run; forms and frames stay here too.
POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "img", "connect")),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    # The origin has to be sent with forms, or they could not be told from those of other sites.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Vary": "Accept-Encoding, Cookie",
}

LEAST_BYTES_TO_COMPRESS = 1000


def page(request: Request, template: str, status: int = 200, headers: Mapping[str, str] | None = None, **context: Any) -> Response:  # noqa: ANN401 -- templates take anything
    """The page that a template makes of `context`, in the language of the request."""
    t = words_of(language_of(request))
    written = (
        environment()
        .get_template(template)
        .render(t=t, request=request, here=request.url.path, other_language=_in_language(request, t.language.other), **context)
    )
    response = Response(written, status, {**HEADERS, **(headers or {})}, media_type=MEDIA_TYPE)
    remember(request, response)
    return compressed(request, response)


def compressed(request: Request, response: Response) -> Response:
    """The response, compressed where the browser takes that and it is worth it."""
    body = bytes(response.body)
    if len(body) >= LEAST_BYTES_TO_COMPRESS and "gzip" in request.headers.get("accept-encoding", ""):
        response.body = gzip.compress(body, compresslevel=6, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.body))
    return response


@cache
def environment() -> Environment:
    """The templates; a name that is not given is an error and never an empty place."""
    found = Environment(
        loader=PackageLoader("api"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
    )
    found.globals["static"] = address_of
    found.filters["query"] = query
    found.filters["said"] = said
    return found


def query(values: Mapping[str, Any], **changes: object) -> str:
    """The values that are not empty as a query string, some of them changed.

    >>> query({"actor": "医院", "page": 2}, page=None)
    '?actor=%E5%8C%BB%E9%99%A2'
    """
    merged = {**values, **changes}
    return "?" + urlencode({name: value for name, value in merged.items() if value not in (None, "", [], ())}, doseq=True)


def _in_language(request: Request, language: str) -> str:
    """The address of the same page in another language; of an answer to a form, that of the start."""
    if request.method != "GET":
        return f"/?{PARAMETER}={language}"
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != PARAMETER]
    return f"{request.url.path}?{urlencode([*kept, (PARAMETER, language)])}"
