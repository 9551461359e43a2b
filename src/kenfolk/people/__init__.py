"""Who is it? Owns persons, the ledger of human decisions, matching and groups; never touches a file."""
