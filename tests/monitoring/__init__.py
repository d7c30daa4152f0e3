"""What operators look at: rules and dashboards, on a real Prometheus."""
