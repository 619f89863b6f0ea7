"""What speaks for a sentence, as numbers, and the small learned model that weighs them."""
