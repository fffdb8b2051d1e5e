"""The doors that other people's tools knock at: one record, asked over HTTP or by an assistant."""
