"""How fast and how exact the reading of files is, measured on one core with texts of the project's own; `python -m evals.benchmarks`."""
