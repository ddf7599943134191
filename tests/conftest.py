"""Makes ``sample_plan`` importable from every folder of tests (its place is on the path)."""
