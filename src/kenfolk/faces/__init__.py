"""Where are faces and what do they look like? Owns boxes, chips and vectors; never says who it is."""
