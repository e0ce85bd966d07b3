"""Measurements, printed and never tested: how fast and how large things are on the machine at hand."""
