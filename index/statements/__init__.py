"""Who said what: read out of an article when it comes in, never guessed later."""
