import type { RecordedCheck } from '@gradcheck/core';
import { expect, test } from 'vitest';
import { headline } from '../src/run/headline.ts';
import { misused, recorded, right, runOf, undecided, wrong } from './runs.ts';

const planted = recorded('planted', wrong, { expectation: 'incorrect', passed: true });
const missed = recorded('missed', right, { expectation: 'incorrect', passed: false });

test.each<[string, RecordedCheck[]]>([
  ['No gradient was checked.', []],
  ['The gradient is correct.', [recorded('a', right)]],
  ['All 2 gradients are correct.', [recorded('a', right), recorded('b', right)]],
  ['1 of 2 gradients is incorrect.', [recorded('a', wrong), recorded('b', right)]],
  ['Nothing incorrect, but 2 checks reached no verdict.', [recorded('a', undecided), misused('b', 'no')]],
  ['All 2 gradients are as the tests expect.', [planted, recorded('a', right)]],
  ['The mistake was found, as the test expects.', [planted]],
  ['1 of 3 gradients is incorrect.', [planted, recorded('a', wrong), recorded('b', right)]],
  ['1 of 2 gradients is correct where the test expects a mistake.', [missed, planted]],
])('%s', (sentence, checks) => {
  expect(headline(runOf(checks))).toBe(sentence);
});
