"""The Kubernetes API, as far as the operator uses it. Blocks; safe for several threads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from kubernetes import client, config
from kubernetes.client.exceptions import ApiException
from kubernetes.config.config_exception import ConfigException
from urllib3.exceptions import HTTPError

from services.operator.crds.names import GROUP, NAMES, VERSION
from services.operator.domain.merging import merge_patch
from services.operator.domain.things import Place, Thing, thing_of
from shared.model.errors import Conflict, InvalidSettings, Unavailable

_PAGE: Final = 500
"""Objects in one answer."""
_TIMEOUT: Final = (5.0, 30.0)
"""Seconds to connect, and to wait for an answer."""
_MERGE: Final = "application/merge-patch+json"


class Cluster:
    """Reads and writes objects."""

    def __init__(self, api: Any) -> None:  # noqa: ANN401 - the client has no types
        """Use a client of the API."""
        self._api = api

    @classmethod
    def reached_by(cls, kubeconfig: Path | None) -> Cluster:
        """Return the cluster of a file, or the one that this pod is in.

        Raises:
            InvalidSettings: If there is neither.
        """
        settings = access(kubeconfig)
        settings.retries = False
        return cls(client.ApiClient(settings))

    def list(self, kind: str) -> Iterator[Thing]:
        """Yield every object of a kind, in all namespaces."""
        following = ""
        while True:
            query = f"?limit={_PAGE}" + (f"&continue={quote(following)}" if following else "")
            answer = self._call("GET", f"/apis/{GROUP}/{VERSION}/{NAMES[kind].plural}{query}")
            for raw in answer["items"]:
                yield thing_of({**raw, "kind": kind})
            following = answer["metadata"].get("continue") or ""
            if not following:
                return

    def put_status(self, thing: Thing, status: Mapping[str, Any]) -> None:
        """Replace the status of an object.

        Raises:
            Conflict: If it was changed, or is gone, since it was read.
        """
        body = {**_head(thing), "status": merge_patch(thing.status, status)}
        self._call("PATCH", f"{_path(thing.place)}/status", body, kind=_MERGE)

    def put_finalizers(self, thing: Thing, finalizers: Sequence[str]) -> Thing:
        """Replace the finalizers of an object, and return it as it is then.

        Raises:
            Conflict: If it was changed, or is gone, since it was read.
        """
        head = _head(thing)
        head["metadata"]["finalizers"] = list(finalizers)
        return thing_of({**self._call("PATCH", _path(thing.place), head, kind=_MERGE), "kind": thing.place.kind})

    def tell(self, event: Mapping[str, Any]) -> None:
        """Write an event of Kubernetes.

        Raises:
            Conflict: If it was written before.
        """
        self._call("POST", f"/api/v1/namespaces/{event['metadata']['namespace']}/events", event)

    def lease(self, namespace: str, name: str) -> Mapping[str, Any] | None:
        """Return a Lease, or None."""
        try:
            found: Mapping[str, Any] = self._call("GET", _lease(namespace, name))
        except Conflict:
            return None
        return found

    def put_lease(self, lease: Mapping[str, Any], *, is_new: bool) -> None:
        """Write a Lease.

        Raises:
            Conflict: If somebody else wrote it since it was read.
        """
        namespace, name = lease["metadata"]["namespace"], lease["metadata"]["name"]
        self._call("POST" if is_new else "PUT", _lease(namespace, "" if is_new else name), lease)

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None = None, *, kind: str = "application/json") -> Any:  # noqa: ANN401 - JSON
        headers = {"Accept": "application/json", "Content-Type": kind}
        request = self._api.param_serialize(method, path, header_params=headers, body=body, auth_settings=["BearerToken"])
        try:
            answer = self._api.call_api(*request, _request_timeout=_TIMEOUT)
            text = answer.read()
        except (ApiException, HTTPError, OSError) as error:
            raise Unavailable(f"the cluster's API: {error}") from error
        if answer.status in {404, 409}:
            raise Conflict(f"{method} {path}: {_message(text)}")
        if answer.status >= 300:
            raise Unavailable(f"the cluster's API answers {answer.status} to {method} {path}: {_message(text)}")
        return json.loads(text)


def access(kubeconfig: Path | None) -> Any:  # noqa: ANN401 - the client has no types
    """Return the client's settings for the cluster of a file, or the one that this pod is in.

    Raises:
        InvalidSettings: If there is neither.
    """
    settings = client.Configuration()
    try:
        if kubeconfig is not None:
            config.load_kube_config(str(kubeconfig), client_configuration=settings)  # type: ignore[no-untyped-call]
        else:
            config.load_incluster_config(client_configuration=settings)  # type: ignore[no-untyped-call]
    except (ConfigException, OSError) as error:
        raise InvalidSettings(f"XIHENG_KUBECONFIG: {error}") from error
    return settings


def _head(thing: Thing) -> dict[str, Any]:
    place = thing.place
    namespace = {"namespace": place.namespace} if place.namespace else {}
    metadata = {"name": place.name, **namespace, **({"resourceVersion": thing.resource_version} if thing.resource_version else {})}
    return {"apiVersion": f"{GROUP}/{VERSION}", "kind": place.kind, "metadata": metadata}


def _path(place: Place) -> str:
    namespace = f"/namespaces/{place.namespace}" if place.namespace else ""
    return f"/apis/{GROUP}/{VERSION}{namespace}/{NAMES[place.kind].plural}/{place.name}"


def _lease(namespace: str, name: str) -> str:
    return f"/apis/coordination.k8s.io/v1/namespaces/{namespace}/leases" + (f"/{name}" if name else "")


def _message(text: bytes) -> str:
    try:
        return str(json.loads(text).get("message", ""))
    except (ValueError, AttributeError):
        return text[:200].decode(errors="replace")
