"""Evaluators at their exact thresholds, and the laws that all of them keep."""
