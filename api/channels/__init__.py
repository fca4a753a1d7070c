"""The doors other than HTTP through which people ask: WeChat and WeCom, each answering from the one assistant."""
