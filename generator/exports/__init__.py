"""The digest in forms other programs read; each module is one form."""
