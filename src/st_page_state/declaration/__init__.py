"""From a class statement to what the engine knows of a state class."""
