"""Readers: bytes of a file → blocks in reading order."""
