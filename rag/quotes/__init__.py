"""Who said what, as lists: quotations by speaker and topic, their origin, their speakers."""
