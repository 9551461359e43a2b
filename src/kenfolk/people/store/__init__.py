"""All SQL of the people room, one module a topic. Nobody outside the room imports from here."""
