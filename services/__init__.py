"""The processes of Xiheng, one package each."""
