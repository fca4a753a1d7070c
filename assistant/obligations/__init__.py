"""The obligation register: which duties there are, for whom, when each falls due next; listed completely, compared and exported."""
