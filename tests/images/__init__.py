"""Each component from what its image holds, in an environment of its extra alone; run by make check-images."""
