"""Read-only views across rooms for the web app; may join other rooms' models, writes nothing."""
