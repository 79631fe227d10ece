/** Pads on the left so that decimal points stand below each other; all cells get one width. */
export function alignPoints(cells: readonly string[]): string[] {
  const point = (cell: string): number => (cell.search(/[.e]/) < 0 ? cell.length : cell.search(/[.e]/));
  const before = Math.max(...cells.map(point));
  const padded = cells.map(cell => ' '.repeat(before - point(cell)) + cell);
  const width = widest(padded);
  return padded.map(cell => cell.padEnd(width));
}

/** Rows as lines: every column as wide as its widest cell, `gap` blanks between columns, nothing behind the last. */
export function columns(rows: readonly (readonly string[])[], gap: number, indent: number): string {
  const count = Math.max(...rows.map(row => row.length));
  const widths = Array.from({ length: count }, (_, k) => widest(rows.map(row => row[k] ?? '')));
  const line = (row: readonly string[]): string => row.map((cell, k) => cell.padEnd(widths[k]! + gap)).join('');
  return rows.map(row => `${' '.repeat(indent)}${line(row)}`.trimEnd()).join('\n');
}

export function widest(cells: readonly string[]): number {
  return Math.max(0, ...cells.map(cell => cell.length));
}

/** A name cut to a width from its front: its end says which coordinate it is. */
export function shortened(name: string, width: number): string {
  return name.length > width ? `...${name.slice(3 - width)}` : name;
}
