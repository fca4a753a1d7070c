"""How fast, how exact and how large things are, alone and beside other pipelines; `python -m evals.benchmarks`."""
