"""Images of the components: what is in them, and of what it is made."""
