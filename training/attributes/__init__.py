"""Learning and measuring what stands around a claim."""
