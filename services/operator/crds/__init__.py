"""CustomResourceDefinitions, generated from the manifest models: what `kubectl apply` takes is what `xiheng plan check` reads."""
