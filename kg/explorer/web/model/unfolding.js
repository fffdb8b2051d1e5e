// Unfolds tables, of which the fields are named once (kg/explorer/folding.py).

// Returns the data with every folded table as rows again: {field: value}, without what is null.
export function unfolded(data) {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, value?.fields ? unfold(value) : value]),
  );
}

function unfold({ fields, rows }) {
  return rows.map((cells) => {
    const row = {};
    for (let i = 0; i < cells.length; i++) if (cells[i] !== null) row[fields[i]] = cells[i];
    return row;
  });
}
