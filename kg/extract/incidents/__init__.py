"""Act claims of one document -> incidents in HURIDOCS roles (data model, section 5)."""

from kg.extract.incidents.assemble import group

__all__ = ["group"]
