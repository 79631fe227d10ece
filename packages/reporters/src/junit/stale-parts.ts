import { existsSync, readFileSync, rmSync } from 'node:fs';
import { GENERATOR } from './render-suites.ts';

/**
 * Removes further parts that a larger run left behind: CI would read them as this run's. Only what this reporter wrote.
 * @param nameOf - file of a part, counted from 0
 * @param count - parts of this run
 */
export function removeStaleParts(nameOf: (part: number) => string, count: number): void {
  for (let part = count; existsSync(nameOf(part)); part++) {
    if (!readFileSync(nameOf(part), 'utf8').includes(GENERATOR)) return;
    rmSync(nameOf(part));
  }
}
