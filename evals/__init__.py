"""Measures what the product does; nothing of the product imports it.

Four nouns: a `Case` is a question with what is expected, a task asks the product and judges, a `Score` is a number with its reason, a
`Report` holds the scores of one task over one set of cases.
"""
