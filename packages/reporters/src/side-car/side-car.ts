import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRESS_VARIABLE, type ProgressNote } from './progress.ts';
import { REPORT_VARIABLE } from './report-address.ts';
import { SIDE_CAR_VARIABLE } from './write.ts';

/** Folder of a run into which its workers write records, one file per worker. */
export interface SideCar<Line> {
  /** Lines written so far, those of one worker in their order. */
  read(): Line[];
  /** Forgets the lines written so far. */
  clear(): void;
  /**
   * Has workers that start later write down how far their long checks are.
   * @returns what they wrote last, one note for each such check; none once the folder is removed
   */
  followProgress(): () => ProgressNote[];
  /** Removes the folder; workers write no more. */
  close(): void;
}

const PREFIX = 'gradcheck-run-';
const STALE_AFTER = 60_000;

/** Makes the folder and announces it to workers that start later. One left behind by a killed run is removed. */
export function openSideCar<Line>(): SideCar<Line> {
  sweep();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const close = (): void => {
    rmSync(folder, { recursive: true, force: true });
    if (process.env[SIDE_CAR_VARIABLE] === folder) {
      delete process.env[SIDE_CAR_VARIABLE];
      delete process.env[REPORT_VARIABLE];
      delete process.env[PROGRESS_VARIABLE];
    }
    process.off('exit', close);
  };
  const files = (extension: string): string[] =>
    readdirSync(folder)
      .filter(name => name.endsWith(extension))
      .map(name => join(folder, name));
  process.env[SIDE_CAR_VARIABLE] = folder;
  // Before listeners that end the process at once, as Vitest's does.
  process.prependListener('exit', close);
  return {
    read: () => files('.jsonl').flatMap(file => linesOf<Line>(readFileSync(file, 'utf8'))),
    clear() {
      // Not removed: a worker that lives on may hold its file open.
      for (const file of files('.jsonl')) truncateSync(file);
    },
    followProgress() {
      process.env[PROGRESS_VARIABLE] = folder;
      return () => (existsSync(folder) ? files('.progress').flatMap(noteIn) : []);
    },
    close,
  };
}

function linesOf<Line>(text: string): Line[] {
  return text.split('\n').flatMap(line => {
    try {
      return [JSON.parse(line) as Line];
    } catch {
      // The last line of a killed worker may be cut off.
      return [];
    }
  });
}

/** None where the check is over meanwhile, or its worker died. */
function noteIn(file: string): ProgressNote[] {
  const [, pid] = /(\d+)-\d+-\d+\.progress$/.exec(file) ?? [];
  if (!isAlive(Number(pid))) return [];
  try {
    return [JSON.parse(readFileSync(file, 'utf8')) as ProgressNote];
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process is alive too.
    return (error as { code?: string }).code === 'EPERM';
  }
}

function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = new RegExp(`^${PREFIX}(\\d+)-`).exec(name) ?? [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const folder = join(tmpdir(), name);
    try {
      if (Date.now() - statSync(folder).mtimeMs > STALE_AFTER) rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another run swept it first.
    }
  }
}
