"""The main job, shown: real Kafka, real services, real series of Wuxi and synthetic district data."""
