"""Pictures of the dashboards for the docs: the same panels, queries, units and thresholds, drawn as SVG. Not what Grafana draws, but what it shows."""
