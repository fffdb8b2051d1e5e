"""The whole build, from tables to what stands in `output/`."""
