"""How Xiheng is put into operation."""
