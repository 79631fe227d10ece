import { keepSideCar, releaseSideCar, stopNotes } from '@gradcheck/reporters/side-car';
import { afterAll, expect } from 'vitest';
import { followTasks } from './current-task.ts';
import { toHaveCorrectGradients } from './index.ts';

export type { CheckOptions } from './index.ts';

expect.extend({ toHaveCorrectGradients });
followTasks();
keepSideCar();
afterAll(() => {
  releaseSideCar();
  stopNotes();
});
