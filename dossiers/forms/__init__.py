"""Forms of the counter and of the desk."""
