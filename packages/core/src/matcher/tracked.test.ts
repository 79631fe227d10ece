import { expect, it } from 'vitest';
import { tracked } from './tracked.ts';

it('notices that a test awaits it, behind the links of the runner', async () => {
  let awaited = false;
  const onAwaited = () => {
    awaited = true;
  };
  const outer = tracked(Promise.resolve(1), 1, onAwaited, () => undefined);
  const inner = outer.then(x => x + 1);
  expect(awaited).toBe(false);
  expect(await inner).toBe(2);
  expect(awaited).toBe(true);
});

it('tells what a link of the runner throws, before the test sees it', async () => {
  const note = (error: unknown) => {
    (error as Error).message += ', told';
  };
  const outer = tracked(Promise.resolve(1), 1, () => undefined, note);
  const inner = outer.then(() => {
    throw new Error('wrong');
  });
  await expect(inner).rejects.toThrow('wrong, told');
});
