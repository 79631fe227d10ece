import '@gradcheck/vitest-matcher/setup';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fileOf, type Situation, situations, withoutRounding } from '../../core/test/messages/situations.ts';

const folder = new URL('../../core/test/messages/', import.meta.url);

function textOf({ subject, options, negated }: Situation): string {
  const assertion = negated ? expect(subject).not : expect(subject);
  try {
    assertion.toHaveCorrectGradients(options as never);
  } catch (error) {
    return withoutRounding((error as Error).message);
  }
  throw new Error('the assertion passed');
}

test.each(situations.map(situation => [situation.name, situation] as const))('%s', async (_, situation) => {
  await expect(textOf(situation)).toMatchFileSnapshot(new URL(fileOf(situation), folder).pathname);
});

test('every kind of misuse is among them', () => {
  const [, union] = /export type ErrorCode =([^;]*);/.exec(
    readFileSync(new URL('../../core/src/errors.ts', import.meta.url), 'utf8'),
  )!;
  // A missing package is met by the workers alone.
  const codes = [...union!.matchAll(/'(\w+)'/g)]
    .map(([, code]) => code!)
    .filter(code => code !== 'ERR_MISSING_PACKAGE');
  expect(codes.length).toBeGreaterThan(10);
  expect(situations.map(({ name }) => name)).toEqual(expect.arrayContaining(codes));
});
