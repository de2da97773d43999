// Tables that were packed as columns get the shape of rows again (the other way: packing.py).

function unpacked(table) {
  if (Array.isArray(table)) return table;
  const rows = Array.from({ length: table.rows }, () => ({}));
  for (const [name, column] of Object.entries(table.columns)) {
    if (Array.isArray(column)) column.forEach((value, i) => { rows[i][name] = value; });
    else if (column.of) column.at.forEach((place, i) => { rows[i][name] = place < 0 ? null : column.of[place]; });
    else if (column.sub) {
      for (const row of rows) row[name] = null;
      unpacked(column.sub).forEach((value, i) => { rows[column.at[i]][name] = value; });
    } else {
      if ("usual" in column) for (const row of rows) row[name] = Array.isArray(column.usual) ? [] : column.usual;
      column.at.forEach((row, i) => { rows[row][name] = column.values[i]; });
    }
  }
  return rows;
}

const unpackedTables = (tables) => Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, table?.columns ? unpacked(table) : table]));
