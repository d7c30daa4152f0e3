"""Takes in air, water, energy and carbon."""
