"""Turns a question into a verified answer: understand, search, gather, read, compose, verify."""
