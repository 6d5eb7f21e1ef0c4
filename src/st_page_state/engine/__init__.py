"""The state engine: transactions, from the first touch of a class to the one write."""
