import type { GradientCheck, RecordedCheck } from '../data/page-data.ts';
import { count, plural } from '../numbers.ts';

/** For a POSIX shell: everything between single quotes is itself. */
const quoted = (text: string): string =>
  /^[\w./@:+-]+$/.test(text) ? text : /["$`\\!\n]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : `"${text}"`;

/** The test name filter of both runners is a regular expression. */
const literal = (name: string): string => name.replace(/[\\^$*+?()[\]{}|]/g, '\\$&');

export function commandOf({ file, titles, project }: RecordedCheck, runner: string): string {
  const start = runner === 'jest' ? 'npx jest' : 'npx vitest run';
  const where = !project
    ? ''
    : runner === 'jest'
      ? ` --selectProjects ${quoted(project)}`
      : ` --project ${quoted(project)}`;
  return `${start} ${quoted(file)}${where} -t ${quoted(literal(titles.join(' ')))}`;
}

/** How the check was made, one or two sentences. */
export function methodOf({ parameters, seed }: GradientCheck): string {
  const sampled = parameters.filter(({ coverage }) => coverage.mode !== 'every-coordinate');
  if (sampled.length === 0) {
    return `Central differences at every coordinate, the step chosen where measured truncation and round-off balance. Seed ${seed}.`;
  }
  const sum = (key: 'coordinates' | 'directions' | 'halvings'): number =>
    sampled.reduce((total, { coverage }) => total + coverage[key], 0);
  const [coordinates, directions, halvings] = [sum('coordinates'), sum('directions'), sum('halvings')];
  const narrowed = halvings > 0 ? `; the difference was narrowed down in ${plural(halvings, 'halving')}` : '';
  return `${count(coordinates)} coordinates were compared one by one, the rest through ${plural(directions, 'random direction')}${narrowed}. Seed ${seed}.`;
}
