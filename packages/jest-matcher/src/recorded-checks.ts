import { relative } from 'node:path';
import type { RecordedCheck } from '@gradcheck/core/matcher';
import { distinctTitles } from '@gradcheck/reporters';
import type { JestRecord } from './record.ts';

/** One run of a test file in one project, as the reporter saw it. Times in milliseconds since the epoch. */
export interface FileRun {
  readonly path: string;
  readonly project?: string;
  readonly startedAt: number;
  endedAt: number;
  /** Its tests in their order; none when the file crashed. */
  tests: readonly { readonly ancestorTitles: readonly string[]; readonly title: string }[];
}

/** A test file as reports name it. */
export function fileOf(path: string, root: string): string {
  return relative(root, path).replaceAll('\\', '/');
}

/** Records of the workers, told which project and test they belong to. */
export function recordedChecks(
  records: readonly JestRecord[],
  files: readonly FileRun[],
  root: string,
): RecordedCheck[] {
  const runs = matchRuns(records, files);
  return files.flatMap(file => {
    const seen = new Map<string, number>();
    const own = records.filter(({ run }) => run.id === runs.get(file));
    return own.map(record => {
      const titles = distinctTitles(record.titles ?? titlesOf(file, record.fullName), record.namesakes);
      const key = JSON.stringify([titles, record.attempt]);
      const ordinal = seen.get(key) ?? 0;
      seen.set(key, ordinal + 1);
      return {
        ...record.emitted,
        file: fileOf(file.path, root),
        titles,
        ordinal,
        attempt: record.attempt,
        repeat: 0,
        ...(file.project === undefined ? {} : { project: file.project }),
        ...(record.line === undefined ? {} : { line: record.line }),
      };
    });
  });
}

/** Jest does not tell a test which project it runs in, so a worker's run of a file is known by when it began. */
function matchRuns(records: readonly JestRecord[], files: readonly FileRun[]): Map<FileRun, string> {
  const matched = new Map<FileRun, string>();
  for (const together of overlapping(files)) {
    const [{ path, startedAt }] = together as [FileRun];
    const end = Math.max(...together.map(({ endedAt }) => endedAt));
    const runs = records
      .filter(record => record.path === path && record.run.startedAt >= startedAt && record.run.startedAt <= end)
      .sort((a, b) => a.run.startedAt - b.run.startedAt);
    // A file whose worker crashed is run again: the last run counts.
    const ids = [...new Set(runs.map(({ run }) => run.id))].slice(-together.length);
    for (const [k, file] of together.entries()) if (ids[k] !== undefined) matched.set(file, ids[k]);
  }
  return matched;
}

/** Runs of one file that overlap in time, in the order in which they began: several projects in parallel. */
function overlapping(files: readonly FileRun[]): FileRun[][] {
  const groups: FileRun[][] = [];
  for (const file of [...files].sort((a, b) => a.startedAt - b.startedAt)) {
    const group = groups.find(
      others => others[0]!.path === file.path && others.some(({ endedAt }) => endedAt > file.startedAt),
    );
    if (group) group.push(file);
    else groups.push([file]);
  }
  return groups;
}

function titlesOf({ tests }: FileRun, fullName: string): readonly string[] {
  const test = tests.find(({ ancestorTitles, title }) => [...ancestorTitles, title].join(' ') === fullName);
  return test ? [...test.ancestorTitles, test.title] : [fullName];
}
