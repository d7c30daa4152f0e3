"""The platform on one machine: its Kafka, containers, and a cluster to try things on."""
