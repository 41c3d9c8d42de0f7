"""Quality against labelled sets: claims and their confidence, incidents, names, trees, coreference, relations among names."""

from kg.evaluate.claims import ClaimScores, score_claims
from kg.evaluate.gold import GoldArticle, read_gold
from kg.evaluate.incidents import IncidentScores, read_incident_labels, score_incidents
from kg.evaluate.labelled_names import read_names
from kg.evaluate.names import NameScores, score_names

__all__ = [
    "ClaimScores", "GoldArticle", "IncidentScores", "NameScores",
    "read_gold", "read_incident_labels", "read_names", "score_claims", "score_incidents", "score_names",
]  # fmt: skip
