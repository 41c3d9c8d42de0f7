"""Everything that can go wrong, by consequence.

KgError
├── DocumentError       skip this document, go on with the others; the run ends with exit status 3
├── SourceError         stop this source, go on with the others; exit status 3
├── UserError           the user's mistake, one sentence; exit status 2
│   ├── NotFound        what was asked for is not there; HTTP 404
│   └── QueryError      a query was refused or is wrong; HTTP 400
│       └── QueryTimeout   a query took too long; HTTP 408
└── StoreError          the store cannot be used now (locked, foreign, damaged, disk full); exit status 2, HTTP 503

Each class carries its `exit_code` and `http_status`. Anything else that escapes is a bug: exit status 1, HTTP 500.
"""


class KgError(Exception):
    """Base of all expected errors; the message is one sentence for a person."""

    exit_code = 1
    http_status = 500


class DocumentError(KgError):
    """This document cannot be read or analysed; the others can."""

    exit_code = 3
    http_status = 422


class SourceError(KgError):
    """This source cannot be fetched; the others can."""

    exit_code = 3
    http_status = 502


class UserError(KgError):
    """The user asked for something that cannot be done as asked."""

    exit_code = 2
    http_status = 400


class NotFound(UserError):
    """What was asked for does not exist."""

    http_status = 404


class QueryError(UserError):
    """A Cypher query was refused or does not parse."""


class QueryTimeout(QueryError):
    """A query was stopped at its time limit."""

    http_status = 408


class StoreError(KgError):
    """The store cannot be used: locked, of a foreign kind, damaged, or the disk is full."""

    exit_code = 2
    http_status = 503
