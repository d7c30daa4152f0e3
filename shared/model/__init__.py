"""Pure values: areas, periods, indicators, observations, targets, statuses, alerts and errors."""
