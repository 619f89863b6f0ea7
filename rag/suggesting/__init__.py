"""Questions that the collection can answer, to begin with and to go on with."""
