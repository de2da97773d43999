"""Language packs and the only code that reads their tables."""
