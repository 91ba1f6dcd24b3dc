"""Learning material by profession and for basic education: versions, and each reader's own progress. Knows of no child."""
