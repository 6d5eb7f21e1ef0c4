"""Codecs: convert a field's value to and from URL texts and its stored form."""
