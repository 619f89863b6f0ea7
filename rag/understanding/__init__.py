"""From a question, as typed, to a query: whose words, about what."""
