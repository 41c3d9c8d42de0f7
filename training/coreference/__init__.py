"""Training of what links the mentions of an article: the ranker of earlier candidates."""
