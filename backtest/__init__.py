"""The back-test of projections, `make backtest`: how often intervals and chances are right, on series whose end is known."""
