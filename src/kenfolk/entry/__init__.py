"""Processes: the command line, the web app, the workers and the table of steps."""
