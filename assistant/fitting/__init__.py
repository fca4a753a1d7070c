"""Fits the weights of ranking and of confidence: `python -m assistant.fitting DATA` writes `assistant/data/weights.toml`.

No question of an annotated evaluation set is fitted on. The examples are natural questions with answer strings (`DATA/reading`),
questions made from the sentences of laws (`DATA/laws`), and the project's own cases and questions; half of the negative ones are
answerable questions whose passage or sentence has been taken away.
"""
