"""Training of what decides on claims: the lexical model over pairs of mentions, and the calibrated scorer of proposals."""
