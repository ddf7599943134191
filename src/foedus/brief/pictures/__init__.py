"""The pictures of a plan: each says one finding, with its evidence underneath."""
