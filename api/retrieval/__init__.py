"""Dify's external knowledge API: clauses for somebody else's answers, with conditions on what documents they are of."""
