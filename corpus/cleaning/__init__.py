"""Repairs what scraping did to a text, each repair recorded as an edit of the original."""

from corpus.cleaning.pipeline import STEPS, clean, repairing_steps
from corpus.cleaning.rewriting import Step

__all__ = ["STEPS", "Step", "clean", "repairing_steps"]
