import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Emitted } from '@gradcheck/core/matcher';

/** Environment variable by which the reporter tells its workers where to write. */
export const FOLDER_VARIABLE = 'GRADCHECK_JEST_DIR';

/** One line of a side-car file. */
export interface SidecarLine {
  readonly path: string;
  readonly titles: readonly string[];
  /** How many tests of the same titles precede this one in its file. */
  readonly duplicate: number;
  readonly attempt: number;
  /** Number of the run of this file in this process: Jest runs a crashed file again. */
  readonly run: string;
  readonly line?: number;
  readonly emitted: Emitted;
}

// Taken when this module loads, before a test can mock `fs` or install fake timers.
const [open, write, close] = [openSync, writeSync, closeSync];
const { pid } = process;

/** Appends a record; on disk before the matcher returns, so that a crash loses nothing. */
export function writeRecord(record: SidecarLine): void {
  const folder = process.env[FOLDER_VARIABLE];
  if (!folder) return;
  const file = open(join(folder, `${pid}.jsonl`), 'a');
  try {
    write(file, `${JSON.stringify(record)}\n`);
  } finally {
    close(file);
  }
}
