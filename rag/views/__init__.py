"""Views of a collection beside the answer: over time, side by side, where accounts differ."""
