"""Values: frozen dataclasses and their JSON, the standard library only."""
