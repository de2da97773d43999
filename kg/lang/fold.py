"""The look-up key of words, as the rooms that read language tables know it; it lives with the values."""

from kg.model.fold import fold, plain

__all__ = ["fold", "plain"]
