"""The server's side of a tab: its session and the runs of its script."""
