"""Which question next? Owns the question queue; every answer becomes a decision of people."""
