"""The error hierarchy: every failure a user can meet has a stable code, a message and a way out.

What cannot be read raises one of these; what is merely doubtful becomes a warning in the JSON instead.
Messages are what staff see, so they are in Chinese; codes are for machines and never change their meaning.
"""

from __future__ import annotations


class TiaokuanError(Exception):
    """Base of all errors of this package.

    ``code`` is a stable machine code, ``message`` says what is wrong, ``hint`` what to do about it
    (both in Simplified Chinese). Codes without a class of their own: internal_error, out_of_memory.
    """

    code = "error"

    def __init__(self, message: str, hint: str = "", *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        return f"[{self.code}] {self.message}" + (f"（{self.hint}）" if self.hint else "")


class ReadError(TiaokuanError):
    """The file could not be turned into text. Codes: file_not_found, not_a_file, empty_file, empty_document,
    unsupported_format, damaged_file, encrypted_file, too_large, undecodable_text, missing_component, unreadable_file,
    bad_result (no JSON of an earlier run), timed_out and parser_crashed (reading in the worker)."""

    code = "read_error"


class GazetteerError(TiaokuanError):
    """A term table, built in or of the user's, does not hold what it must. Codes: bad_gazetteer."""

    code = "bad_gazetteer"


class UsageError(TiaokuanError):
    """The call's arguments cannot be carried out. Codes: bad_arguments, bad_settings, bad_output, output_exists,
    nothing_to_do, no_corpus, no_document."""

    code = "bad_arguments"


class CatalogueError(TiaokuanError):
    """The catalogue could not be opened or does not hold what was asked for. Codes: catalogue_unavailable,
    catalogue_damaged, catalogue_too_new, missing_component, no_such_series, no_such_document, ambiguous_series,
    lost_file."""

    code = "catalogue_unavailable"
