"""How words typed find a procedure: pure, in memory, the same on every database."""
