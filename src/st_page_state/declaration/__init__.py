"""Declarations: from a class statement to the spec that the engine uses."""
