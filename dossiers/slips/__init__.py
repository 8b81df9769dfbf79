"""The printed slips of a dossier, forms 01 to 06 of Thông tư 03/2025/TT-VPCP.

Each form has a module; what they share stands in ``parts``.
"""
