import type { GradientCheck, RecordedCheck } from '../data/page-data.ts';
import { count, plural } from '../numbers.ts';

/** For a POSIX shell: everything between single quotes is itself. */
const quoted = (text: string): string =>
  /^[\w./@:+-]+$/.test(text) ? text : /["$`\\!\n]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : `"${text}"`;

/** The test name filter of both runners is a regular expression. */
const literal = (name: string): string => name.replace(/[\\^$*+?()[\]{}|]/g, '\\$&');

/** The command that runs a check alone. Of a merged run it starts with the folder that the check ran in. */
export function commandOf(recorded: RecordedCheck, runnerOfRun: string): string {
  const { file, titles, origin } = recorded;
  const { runner, folder, project } = origin ?? { ...recorded, runner: runnerOfRun, folder: undefined };
  const isJest = runner === 'jest';
  const inFolder = folder !== undefined && file.startsWith(`${folder}/`);
  return [
    ...(inFolder ? [`cd ${quoted(folder)} &&`] : []),
    isJest ? 'npx jest' : 'npx vitest run',
    quoted(inFolder ? file.slice(folder.length + 1) : file),
    ...(project ? [isJest ? '--selectProjects' : '--project', quoted(project)] : []),
    `-t ${quoted(literal(titles.join(' ')))}`,
  ].join(' ');
}

/** How the check was made, one or two sentences. */
export function methodOf({ parameters, seed, reason }: GradientCheck): string {
  const isUntouched = parameters.every(({ coverage }) => coverage.coordinates + coverage.directions === 0);
  // Nothing was compared.
  if (reason === 'nondeterministic' || isUntouched) return `Seed ${seed}.`;
  const sampled = parameters.filter(({ coverage }) => coverage.mode !== 'every-coordinate');
  if (sampled.length === 0) {
    return `Central differences at every coordinate, the step chosen where measured truncation and round-off balance. Seed ${seed}.`;
  }
  const sum = (key: 'coordinates' | 'directions' | 'halvings'): number =>
    sampled.reduce((total, { coverage }) => total + coverage[key], 0);
  const [coordinates, directions, steps] = [sum('coordinates'), sum('directions'), sum('halvings')];
  const narrowed = steps > 0 ? `; the difference was narrowed down in ${plural(steps, 'step')}` : '';
  return `${count(coordinates)} coordinates were compared one by one, the rest through ${plural(directions, 'random direction')}${narrowed}. Seed ${seed}.`;
}
