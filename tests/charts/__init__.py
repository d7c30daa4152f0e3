"""The chart: rendered, compared, and taken by a real Kubernetes API; run by make check-charts."""
