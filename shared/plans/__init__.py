"""Plan folders: reading manifests with the line of every field, and finding every mistake at once."""
