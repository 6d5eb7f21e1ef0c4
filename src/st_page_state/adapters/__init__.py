"""The ports' implementations for real frameworks; each is imported only when it is used."""
