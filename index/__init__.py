"""From news articles to a searchable archive of who said what."""
