"""The state engine: what happens between the first use of a class and the one write."""
