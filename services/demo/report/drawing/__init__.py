"""Plots as inline SVG: text stays text, colours come from the page's style sheet, widths are percent so that a plot fits any screen."""
