import { expect, it } from 'vitest';
import { resolveOptions } from './options.ts';
import { readPoint } from './parameters/point.ts';
import { progressReport } from './progress.ts';

/** How often a line hears of a thousand calls that take so long each. */
function told(milliseconds: number): number {
  let clock = 0;
  let heard = 0;
  const options = { ...resolveOptions({ at: [1, 2, 3] }), progressLine: () => heard++ };
  const onCalls = progressReport(readPoint(options.at, options, []), options, 1, () => clock);
  for (let calls = 1; calls <= 1000; calls++) {
    clock += milliseconds;
    onCalls?.(calls);
  }
  return heard;
}

it('reads no clock at most of many short calls', () => {
  expect(told(0.001)).toBeLessThan(30);
});

it('tells a line of every long call', () => {
  expect(told(60)).toBeGreaterThan(990);
});
