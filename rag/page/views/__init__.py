"""Ways to look at an answer beside the list, who speaks, permanent addresses, suggestions."""
