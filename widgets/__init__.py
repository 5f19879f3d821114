"""What is interactive in the course. Each widget is one class with a front end and words in two languages."""
