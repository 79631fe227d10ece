import '@gradcheck/jest-matcher/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { fileOf, type Situation, situations, withoutRounding } from '../../core/test/messages/situations.ts';

const folder = join(__dirname, '../../core/test/messages');

function textOf({ subject, options, negated }: Situation): string {
  const assertion = negated ? expect(subject).not : expect(subject);
  try {
    assertion.toHaveCorrectGradients(options as never);
  } catch (error) {
    return withoutRounding((error as Error).message);
  }
  throw new Error('the assertion passed');
}

// Written by the tests of the other matcher: the same words in both runners.
test.each(situations.map(situation => [situation.name, situation] as const))('%s', (_, situation) => {
  expect(textOf(situation)).toBe(readFileSync(join(folder, fileOf(situation)), 'utf8'));
});
