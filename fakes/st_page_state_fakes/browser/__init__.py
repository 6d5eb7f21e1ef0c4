"""The browser's side of a tab."""
