"""Everything that the outside touches: the command line and the HTTP API. It translates, and decides nothing."""
