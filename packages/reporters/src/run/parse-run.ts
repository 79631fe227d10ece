import type { GradientRun } from '@gradcheck/core';
import { validateRun } from './schema.ts';

/** What this release writes and reads. */
const SCHEMA_VERSION = 1;

/**
 * Reads a run back.
 * @param text - JSON as the `json` reporter wrote it
 * @param name - what an error calls it: the file
 * @throws Error for an empty, a truncated, a newer or another kind of file
 */
export function parseRun(text: string, name: string): GradientRun {
  const data = parseJson(text, name);
  const version = isObject(data) ? data.schemaVersion : undefined;
  if (isObject(data) && 'verdict' in data && !('checks' in data)) {
    throw new Error(`${name} is one check, not a run. Its shards are put together by mergeShards of @gradcheck/core.`);
  }
  if (version === undefined) {
    throw new Error(
      `${name} is JSON, but no gradcheck run: it has no schemaVersion. Merge what gradcheck's json reporter wrote.`,
    );
  }
  if (typeof version === 'number' && version > SCHEMA_VERSION) {
    throw new Error(
      `${name} was written by a newer gradcheck (schema ${version}, this one reads ${SCHEMA_VERSION}). Update @gradcheck/reporters.`,
    );
  }
  const result = validateRun(data);
  if ('run' in result) return result.run;
  throw new Error(`${name} is not a whole gradcheck run: ${result.fault}.`);
}

const isObject = (data: unknown): data is Record<string, unknown> => typeof data === 'object' && data !== null;

function parseJson(text: string, name: string): unknown {
  if (text.trim() === '') throw new Error(`${name} is empty.`);
  try {
    return JSON.parse(text);
  } catch (error) {
    // What was cut off begins well; anything else never was JSON.
    const reason = /^\s*\{/.test(text) ? 'it may have been cut off while it was written' : 'it is another kind of file';
    throw new Error(`${name} is not whole JSON: ${reason}.`, { cause: error });
  }
}
