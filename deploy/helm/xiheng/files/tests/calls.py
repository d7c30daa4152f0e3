"""`helm test`: every gRPC server named proves itself by its certificate and says that it serves."""

import sys
from pathlib import Path

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc


def answer(address: str, credentials: grpc.ChannelCredentials) -> str:
    """Return what a server says of its health: SERVING, or why not."""
    with grpc.secure_channel(address, credentials) as channel:
        try:
            said = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=10, wait_for_ready=True)
        except grpc.RpcError as error:
            return f"{error.code().name} {error.details()}"
    status: str = health_pb2.HealthCheckResponse.ServingStatus.Name(said.status)
    return status


authority, *addresses = sys.argv[1:]
trusted = grpc.ssl_channel_credentials(Path(authority).read_bytes())
answers = {address: answer(address, trusted) for address in addresses}
for address, text in answers.items():
    sys.stdout.write(f"{address} {text}\n")
sys.exit(sum(text != "SERVING" for text in answers.values()))
