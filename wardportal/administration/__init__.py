"""Django's admin as the administrators of a ward meet it."""
