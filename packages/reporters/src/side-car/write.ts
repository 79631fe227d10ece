import { node, workerName } from './platform.ts';

/** Environment variable by which a run's reporter tells the workers where to write. */
export const SIDE_CAR_VARIABLE = 'GRADCHECK_SIDE_CAR';

// Taken when this module loads, before a test can mock `fs`; not imported, because a browser has none.
const { openSync, writeSync, closeSync } = node?.('node:fs') ?? {};

/** Whether a reporter of this run reads what workers write. */
export function hasSideCar(): boolean {
  return Boolean(globalThis.process?.env?.[SIDE_CAR_VARIABLE]);
}

/** The file of this worker while `keepSideCar` holds it open: opening and closing it costs more than a line. */
let kept: { readonly path: string; readonly file: number } | undefined;
let isKeeping = false;

/**
 * Appends a line to this worker's side-car file, where a reporter asked for one. It is on disk when the call returns: a worker
 * that crashes afterwards loses nothing.
 * @param line - plain JSON
 */
export function writeSideCar(line: unknown): void {
  const folder = globalThis.process?.env?.[SIDE_CAR_VARIABLE];
  if (!folder || !openSync || !writeSync || !closeSync) return;
  const path = `${folder}/${workerName}.jsonl`;
  if (kept && kept.path !== path) release();
  const file = kept?.file ?? openSync(path, 'a');
  if (isKeeping) kept = { path, file };
  try {
    writeSync(file, `${JSON.stringify(line)}\n`);
  } finally {
    if (!kept) closeSync(file);
  }
}

/** From the next line on, the file stays open, until `releaseSideCar`. Lines after that open it for themselves. */
export function keepSideCar(): void {
  isKeeping = true;
}

export function releaseSideCar(): void {
  isKeeping = false;
  release();
}

function release(): void {
  if (kept) closeSync?.(kept.file);
  kept = undefined;
}
