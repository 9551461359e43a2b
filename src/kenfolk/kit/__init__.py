"""Settings, database, queue, errors, HTTP and log: no word of the user in here."""
