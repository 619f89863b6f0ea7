"""What programs are given, as typed models: the JSON of answers, statements and articles."""
