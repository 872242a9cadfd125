"""The change report in the formats that people read: one view model, one module a format."""
