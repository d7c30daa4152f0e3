"""The whole platform on one machine: Kafka, every service as its own process, a development authority."""
