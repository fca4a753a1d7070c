"""Measures a running server: `python -m api.load http://127.0.0.1:8000 --questions FILE`."""
