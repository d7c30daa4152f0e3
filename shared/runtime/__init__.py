"""What every process needs around its domain: settings, life cycle, gRPC server, telemetry, database."""
