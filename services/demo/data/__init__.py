"""What the demo replays: real series of Wuxi where they are published, and synthetic data for everything else, labelled so."""
