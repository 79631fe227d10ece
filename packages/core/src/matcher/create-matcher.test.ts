import { expect, it } from 'vitest';
import { plain } from '../result/paint.ts';
import { createMatcher } from './create-matcher.ts';

const subject = { value: async (x: number) => x ** 2, gradient: (x: number) => 2 * x };

it('an assertion that was not awaited tells the line of the test', async () => {
  const { testPath = '' } = expect.getState();
  let watched: { readonly settled: Promise<unknown>; readonly forgotten: () => Error | undefined } | undefined;
  const open = () => ({
    emit: () => undefined,
    paint: plain,
    watch(settled: Promise<unknown>, forgotten: () => Error | undefined) {
      watched = { settled, forgotten };
    },
  });
  const result = createMatcher({ open, links: 0 }).call({ testPath }, subject, { at: 3 });
  await watched!.settled;
  const error = watched!.forgotten()!;
  expect(error.message).toContain('was not awaited');
  expect(error.stack!.split('\n').find(line => /^ {4}at /.test(line))).toContain(testPath);
  await result;
  expect(watched!.forgotten()).toBeUndefined();
});
