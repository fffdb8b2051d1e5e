"""The W3C Reconciliation Service API 0.2 over the record: names of a spreadsheet made things."""
