"""Dashboards of Grafana as code; `python -m deploy.grafana` writes their JSON."""
