"""Benchmarks: they print, side by side, and fail nothing. ``make bench`` runs them.

Not timed tests: a number is worth something only beside another of the same run.
"""
