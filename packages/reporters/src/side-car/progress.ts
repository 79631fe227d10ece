import { node, workerName } from './platform.ts';

/** Environment variable by which a run's reporter tells the workers that it shows how far long checks are: the folder to write to. */
export const PROGRESS_VARIABLE = 'GRADCHECK_PROGRESS';

/** A check that is done sooner than this is not worth a note, milliseconds. */
const PATIENCE = 2000;

/** Time between notes, milliseconds: as often as a runner redraws. */
const INTERVAL = 1000;

/** How far a check is. */
export interface ProgressNote {
  readonly test: string;
  /** Calls made, of about how many. */
  readonly done: number;
  readonly of: number;
  readonly remainingMilliseconds: number;
}

/** Keeps the note of one check. */
export interface ProgressNotes {
  update(progress: Omit<ProgressNote, 'test'>): void;
  /** The check is over: its note is removed. */
  stop(): void;
}

// Taken when this module loads, before a test can mock them; not imported, because a browser has none.
const { writeFileSync, renameSync, rmSync } = node?.('node:fs') ?? {};
const clock = globalThis.performance?.now.bind(globalThis.performance);

const running = new Set<ProgressNotes>();
let checks = 0;

/**
 * Writes down every second how far a check is that takes longer than two, where a reporter asked for it. A file, because a
 * synchronous check lets no message out of its worker before it is over.
 * @param now - clock in milliseconds
 */
export function noteProgress(test: string, now: () => number = clock): ProgressNotes | undefined {
  const folder = globalThis.process?.env?.[PROGRESS_VARIABLE];
  if (!folder || !writeFileSync || !renameSync || !rmSync) return undefined;
  const path = `${folder}/${workerName}-${checks++}`;
  let due = now() + PATIENCE;
  let isWritten = false;
  const notes: ProgressNotes = {
    update(progress) {
      const time = now();
      if (time < due) return;
      due = time + INTERVAL;
      try {
        // Renamed when it is whole: the reporter may read at any moment.
        writeFileSync(`${path}.part`, JSON.stringify({ test, ...progress } satisfies ProgressNote));
        renameSync(`${path}.part`, `${path}.progress`);
        isWritten = true;
      } catch {
        // A full disk is no reason to fail a test.
        due = Number.POSITIVE_INFINITY;
      }
    },
    stop() {
      due = Number.POSITIVE_INFINITY;
      running.delete(notes);
      if (!isWritten) return;
      try {
        rmSync(`${path}.progress`, { force: true });
      } catch {
        // The folder goes with the run.
      }
    },
  };
  running.add(notes);
  return notes;
}

/** Removes the notes of checks that go on although their tests were given up. */
export function stopNotes(): void {
  for (const notes of running) notes.stop();
}
