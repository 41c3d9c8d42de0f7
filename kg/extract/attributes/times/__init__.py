"""Expressions of time in a text, resolved to periods and written as EDTF (ISO 8601-2)."""

from kg.extract.attributes.times.clock import Clock, move
from kg.extract.attributes.times.expressions import TimeExpression, find_times
from kg.extract.attributes.times.period import Period, read_bounds, write_edtf

__all__ = ["Clock", "Period", "TimeExpression", "find_times", "move", "read_bounds", "write_edtf"]
