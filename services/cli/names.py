"""Names that people give, compared with those that there are: a mistaken one gets a hint instead of an empty answer."""

from __future__ import annotations

from collections.abc import Sequence

from services.cli.reach import Reach
from services.cli.screen import USAGE, fail
from shared.client import Connection
from shared.model.errors import Unavailable
from shared.model.manifests import Area, Names
from shared.model.nearest import did_you_mean
from xiheng.registry.v1 import registry_service_pb2 as messages
from xiheng.registry.v1 import registry_service_pb2_grpc as rpc

_FEW = 12


def registry_beside(reach: Reach) -> Connection | None:
    """Return the registry of the local platform; None where there is none, or another platform is asked by its address."""
    try:
        return None if reach.address else reach.to("registry")
    except Unavailable:
        return None


def check_names(registry: Connection | None, **names: str) -> None:
    """Look for given names among the definitions in force; called when an answer was empty.

    Args:
        registry: Knows them; None: nothing is said.
        names: Name by kind, such as `Area="320200"`; an empty one was not given.

    Raises:
        typer.Exit: If nothing of a kind has the name; with code 2, after saying what may have been meant.
    """
    for kind, name in names.items():
        known = frozenset(one.name for one in definitions_of(registry, kind)) if registry is not None and name else frozenset({name})
        if name not in known:
            raise fail(f"there is no {kind} {name!r}{_choice(name, known)}", USAGE)


def area_names(registry: Connection | None) -> dict[str, Names]:
    """Return the name of every area by its code; without a registry none."""
    if registry is None:
        return {}
    return {one.name: Area.model_validate_json(one.manifest).spec.names for one in definitions_of(registry, Area.__name__)}


def _choice(name: str, known: frozenset[str]) -> str:
    """Return what may be meant. Codes differ in one digit, so that the nearest is a guess; few are told all."""
    if not known:
        return "; apply a plan first: `xiheng plan apply DIR`"
    return f"; there are {', '.join(sorted(known))}" if len(known) <= _FEW else did_you_mean(name, known) or f"; such as {min(known)!r}"


def definitions_of(registry: Connection, kind: str, *, patient: bool = False) -> Sequence[messages.DefinitionEntry]:
    """Return the definitions of a kind that are in force; `patient`: the registry may be away for a while."""
    with registry.open() as channel:
        request = messages.ListDefinitionsRequest(kind=kind)
        stub = rpc.RegistryServiceStub(channel)
        return stub.ListDefinitions(request, metadata=registry.metadata, timeout=30, wait_for_ready=patient).definitions
