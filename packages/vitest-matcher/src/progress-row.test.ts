import { plain } from '@gradcheck/core/matcher';
import { expect, it } from 'vitest';
import { progressRow } from './progress-row.ts';

const note = { test: 'a deep network', done: 100, of: 400, remainingMilliseconds: 2600 };

it('tells how far a check is and whose', () => {
  expect(progressRow(note, 120, plain)).toBe(
    '  gradcheck ██████░░░░░░░░░░░░░░░░░░ 100 of about 400 calls, 3 s left  a deep network',
  );
});

it('stays within the terminal, wide letters or not', () => {
  expect(progressRow({ ...note, test: 'x'.repeat(200) }, 80, plain)).toHaveLength(80);
  expect(progressRow({ ...note, test: '深いネットワーク' }, 80, plain)).toBe(
    '  gradcheck ██████░░░░░░░░░░░░░░░░░░ 100 of about 400 calls, 3 s left  深いネッ',
  );
  expect(progressRow(note, 20, plain)).toBe('  gradcheck ██████░░');
});
