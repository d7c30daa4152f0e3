"""Answers by link: who has no gRPC client answers a notice on a plain page."""
