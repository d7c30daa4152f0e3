"""Taking in what districts report: the checks, the columns, and the RPCs that the four domain services share."""
