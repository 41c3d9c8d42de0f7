"""What is due, and when: the sources file, visiting what is due, and staying to do so again and again."""

from kg.schedule.due import due, due_captures, names_due, next_due
from kg.schedule.sources import Source, Sources, load

__all__ = ["Source", "Sources", "due", "due_captures", "load", "names_due", "next_due"]
