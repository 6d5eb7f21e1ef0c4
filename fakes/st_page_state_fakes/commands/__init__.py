"""What a simulated script calls: ``st``, its widgets, layout, pages and state."""
