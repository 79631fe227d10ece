import type { GradientRun, RecordedCheck } from '@gradcheck/core';

/** What may tell two runs apart that hold a test of the same file and titles; each as a reader would name it. */
const TRAITS: readonly ((run: GradientRun) => string)[] = [
  ({ runner }) => runner.name,
  ({ node }) => `Node ${node.split('.')[0]}`,
  // A package in a folder of its own is known by the paths of its files.
  ({ folder, project }) => (folder ? '' : project),
];

/** What distinguishes a run among others: "jest", "vitest, Node 22"; empty when they are shards or repetitions of one. */
export function labelOf(run: GradientRun, among: readonly GradientRun[]): string {
  return TRAITS.filter(trait => among.some(other => trait(other) !== trait(run)))
    .map(trait => trait(run))
    .filter(Boolean)
    .join(', ');
}

/** What a command needs to run the check again, and what a merge would blur. */
export function originOf({ runner, folder }: GradientRun, { project }: RecordedCheck): RecordedCheck['origin'] & {} {
  return { runner: runner.name, ...(folder ? { folder } : {}), ...(project ? { project } : {}) };
}
