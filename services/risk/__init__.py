"""Takes in debt, fiscal figures, housing, finance and safety."""
