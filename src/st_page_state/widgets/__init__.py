"""Binding of widgets to fields: bind(), form() and the options of widgets."""
