"""The planning model a second time, written from the specification alone; for tests only."""
