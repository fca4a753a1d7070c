"""Trains the shipped embedding model: `python -m indexing.training DATA --output FOLDER`."""
