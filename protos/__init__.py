"""The contracts on the wire, and the code generated from them."""
