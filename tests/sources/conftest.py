"""Makes what the tests of sources share importable in the folders below."""
