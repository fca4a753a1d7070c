"""The web pages: HTML made on the server, which works without a script, in Chinese or English; the script only makes it quicker.

Templates lie in `api/templates`, the style sheet, the script and the icon in `api/static`, the words of the interface in `strings/`.
"""
