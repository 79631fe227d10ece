/** Rows of numbers. */
export type Matrix = number[][];

export const transpose = (a: Matrix): Matrix => a[0]!.map((_, j) => a.map(row => row[j]!));

export const multiply = (a: Matrix, b: Matrix): Matrix =>
  a.map(row => b[0]!.map((_, j) => row.reduce((sum, v, k) => sum + v * b[k]![j]!, 0)));

export const map = (a: Matrix, f: (v: number, i: number, j: number) => number): Matrix =>
  a.map((row, i) => row.map((v, j) => f(v, i, j)));

export const zip = (a: Matrix, b: Matrix, f: (x: number, y: number) => number): Matrix =>
  map(a, (v, i, j) => f(v, b[i]![j]!));

export const sumRows = (a: Matrix): number[] => a[0]!.map((_, j) => a.reduce((sum, row) => sum + row[j]!, 0));

export const total = (a: Matrix): number => a.flat().reduce((sum, v) => sum + v, 0);

/** Numbers without pattern, of both signs, the same every time. */
export function matrix(rows: number, columns: number, seed: number, size = 1): Matrix {
  return Array.from({ length: rows }, (_, i) => vector(columns, seed + 31 * i, size));
}

export function vector(length: number, seed: number, size = 1): number[] {
  return Array.from({ length }, (_, j) => size * Math.sin(78.233 * (j + 1) + 12.9898 * seed * (j + 2)));
}
