"""What a route may ask for: the parts of the application, and a caller who may do what the route does."""

from collections.abc import Callable
from typing import Annotated, cast

from fastapi import Depends, Request

from api.callers import Caller, check_scope
from api.links import Links
from api.logs import note
from api.refusals import USER_NEEDED, RefusalError
from api.request_ids import add_headers
from api.scopes import Scope
from api.service import Service
from assistant.bootstrap import Youju


def service_of(request: Request) -> Service:
    """The parts that the application was created with."""
    return cast("Service", request.app.state.service)


# No plain functions: FastAPI would take each of those to a worker thread.
async def _service(request: Request) -> Service:
    return service_of(request)


def links_of(request: Request) -> Links:
    """Addresses under which people reach this server: the one of the settings, else the one that the request came to."""
    return Links(service_of(request).public_url or str(request.base_url).rstrip("/"))


async def _links(request: Request) -> Links:
    return links_of(request)


async def _youju(request: Request) -> Youju:
    return service_of(request).youju


def known_caller(request: Request) -> Caller:
    """Who makes a request, within its limits, whatever it may do.

    Raises:
        RefusalError: Nobody knows, or it asks too often.
    """
    service = service_of(request)
    caller = service.callers.caller(request)
    note(request.scope, key=caller.key_id, user=caller.user_hash)
    add_headers(request.scope, service.limits.spend(key_id=caller.key_id, user_hash=caller.user_hash))
    return caller


def may(scope: Scope) -> Callable[[Request], Caller]:
    """A dependency that lets through whoever has a scope, within its limits, and tells who it is."""

    async def caller_who_may(request: Request) -> Caller:
        caller = known_caller(request)
        check_scope(caller, scope)
        return caller

    return cast("Callable[[Request], Caller]", caller_who_may)


def named_user(request: Request, caller: Caller, user: str) -> Caller:
    """The caller for the user that a body names, within that user's limits; the header counts where both are there."""
    if caller.user_hash or not user.strip():
        return caller
    service = service_of(request)
    named = service.callers.with_user(caller, user)
    note(request.scope, user=named.user_hash)
    add_headers(request.scope, service.limits.spend(key_id="", user_hash=named.user_hash))
    return named


def check_user(caller: Caller) -> None:
    """Lets a caller through whose user is known: one that is named, or whoever sits at this machine.

    Raises:
        RefusalError: No user is named, and several may share the key.
    """
    if not caller.user_hash and not caller.is_local:
        raise RefusalError(USER_NEEDED, "Name the user in the header X-User; without one it is not known whose conversations are meant.")


OpenService = Annotated[Service, Depends(_service)]
OpenYouju = Annotated[Youju, Depends(_youju)]
OpenLinks = Annotated[Links, Depends(_links)]
Asker = Annotated[Caller, Depends(may(Scope.ASK))]
Reader = Annotated[Caller, Depends(may(Scope.READ))]
Writer = Annotated[Caller, Depends(may(Scope.WRITE))]
Admin = Annotated[Caller, Depends(may(Scope.ADMIN))]
