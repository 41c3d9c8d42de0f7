"""Schema changes, oldest first; run when an archive is opened."""
