"""Implementations of the ports for real frameworks, each imported on first use."""
