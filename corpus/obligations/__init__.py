"""Finds the obligations of a policy: who must do what, by when or how often, under which condition, in which clause."""

from corpus.obligations.extraction import extract
from corpus.obligations.records import Machine, Modality, Obligation, Value, ValueType

__all__ = ["Machine", "Modality", "Obligation", "Value", "ValueType", "extract"]
