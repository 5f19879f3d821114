"""How soon a kernel of an assignment's form is ready, and what it costs, beside the stock way."""
