"""What the services of Xiheng share: the model, the pure core, events and the runtime."""
