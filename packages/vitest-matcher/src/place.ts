import { distinctTitles } from '@gradcheck/reporters/side-car';
import type { Suite, Task } from './current-task.ts';

function ownTitles(task: Task): string[] {
  const titles = [task.name];
  // Vitest 3 puts what stands outside of a describe block into one without a name.
  for (let suite = task.suite; suite && suite.filepath === undefined; suite = suite.suite) {
    if (suite.name) titles.unshift(suite.name);
  }
  return titles;
}

function* testsOf(suite: Suite): Generator<Task> {
  for (const task of suite.tasks) {
    if ('tasks' in task) yield* testsOf(task);
    else yield task;
  }
}

/** Titles of a running test as the reporter will know them, told apart from its namesakes. */
export function titlesOf(task: Task): readonly string[] {
  const titles = ownTitles(task);
  const name = JSON.stringify(titles);
  let before = 0;
  for (const other of task.file ? testsOf(task.file) : []) {
    if (other.id === task.id) break;
    if (other.name === task.name && JSON.stringify(ownTitles(other)) === name) before++;
  }
  return distinctTitles(titles, before);
}
