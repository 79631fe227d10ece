import { expect, it } from 'vitest';
import { tracked } from './tracked.ts';

it('notices that a test awaits it, behind the links of the runner', async () => {
  let awaited = false;
  const outer = tracked(Promise.resolve(1), 1, () => {
    awaited = true;
  });
  const inner = outer.then(x => x + 1);
  expect(awaited).toBe(false);
  expect(await inner).toBe(2);
  expect(awaited).toBe(true);
});
