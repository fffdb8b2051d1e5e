"""Hand what one machine is too small for to an engine that exists: the analyses on Spark.

The jobs read the tables of `kg export parquet` and count by DataFrames alone, so that no row of the
data ever passes through Python. What they find is a table as the local analysis has it: the same
columns, the same order, the same numbers. What the rules have derived (who counts, who replaced
whom, what became of advice) stands in those tables, and no job decides it again.
"""
