"""Turns policies into ranked hits: chunk, store, index, search."""
