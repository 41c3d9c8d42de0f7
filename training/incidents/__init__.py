"""Training of what decides on the main incident of an article."""
