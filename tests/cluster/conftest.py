"""One real Kubernetes API for all tests here, with the kinds of Xiheng."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cluster.api_server import ApiServer, running


@pytest.fixture(scope="session")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    with running(tmp_path_factory.mktemp("cluster")) as server:
        server.kubectl("apply", "--server-side", "-f", "deploy/helm/xiheng/crds")
        server.kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=30s")
        yield server
