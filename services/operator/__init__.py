"""The operator: definitions as Kubernetes objects, handed to the registry, with the live verdict in their status."""
