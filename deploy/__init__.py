"""What starts and serves the portal outside Django."""
