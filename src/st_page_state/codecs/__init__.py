"""Codecs: the value of a field, its texts in the URL, and its form in the session."""
