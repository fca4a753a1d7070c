"""The records that leave the house, the same on the command line (`--json`) and over HTTP, and how they are made from the inner ones.

A span of the clean text becomes `raw_start` and `raw_end` here: Unicode code points of the decoded original file, half-open.
"""
