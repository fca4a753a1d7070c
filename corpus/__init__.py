"""Turns files into structured policies: read, clean, parse; every character stays traceable to the original."""
