"""Extractors: text in, findings with spans out. They know no files, no documents, no settings."""
