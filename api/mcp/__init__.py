"""The Model Context Protocol: the tools that assistants of other makers call; needs the extra `mcp`."""
