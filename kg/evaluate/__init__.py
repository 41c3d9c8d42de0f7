"""Quality against labelled sets: claims, names, incidents."""

from kg.evaluate.claims import ClaimScores, score_claims
from kg.evaluate.gold import GoldArticle, read_gold
from kg.evaluate.incidents import IncidentScores, read_incident_labels, score_incidents
from kg.evaluate.names import NameScores, read_names, score_names

__all__ = [
    "ClaimScores", "GoldArticle", "IncidentScores", "NameScores",
    "read_gold", "read_incident_labels", "read_names", "score_claims", "score_incidents", "score_names",
]  # fmt: skip
