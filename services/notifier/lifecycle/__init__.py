"""The life of an alert, pure: lines of the ledger, where an episode stands by them, who is told, and what is due when."""
