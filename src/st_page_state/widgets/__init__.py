"""What ties widgets to fields: bind(), form() and the options that a widget offers."""
