"""Takes in industry, trade, investment and projects."""
