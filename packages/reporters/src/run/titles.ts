/**
 * Titles of a test, told apart from those of its namesakes: `adds`, `adds (2)`.
 * @param before - how many tests of the same titles come before it in its file
 */
export function distinctTitles(titles: readonly string[], before: number): readonly string[] {
  return before > 0 ? [...titles.slice(0, -1), `${titles.at(-1)} (${before + 1})`] : titles;
}
