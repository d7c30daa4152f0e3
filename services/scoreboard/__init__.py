"""The statuses of all targets: kept in both times, asked for by gRPC, shown to Prometheus."""
