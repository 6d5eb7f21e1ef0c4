"""The commands of a simulated script: widgets, layout, pages and state."""
