/** Largest absolute value in some arrays, of those that are numbers; 0 when there is none. */
export function largestOf(arrays: readonly ArrayLike<number>[]): number {
  let largest = 0;
  for (const array of arrays) {
    for (let i = 0; i < array.length; i++) if (Math.abs(array[i]!) > largest) largest = Math.abs(array[i]!);
  }
  return largest;
}
