"""Takes in jobs, income, hotline and households."""
