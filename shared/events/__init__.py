"""Kafka topics, the codec of events and the clients that read and write them."""
