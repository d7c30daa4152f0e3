"""Plan folders: manifests read with the line of every field, every mistake found in one go, JSON Schemas of the kinds."""
