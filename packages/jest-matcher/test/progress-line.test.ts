import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { progressLine } from '../src/progress-line.ts';

/** A terminal that keeps what is written to it. */
class Terminal {
  isTTY = true;
  columns = 100;
  written = '';
  write(text: string): boolean {
    this.written += text;
    return true;
  }
}

const { CI } = process.env;
beforeEach(() => {
  delete process.env.CI;
});
afterEach(() => {
  if (CI !== undefined) process.env.CI = CI;
});

const stateOf = (done: number) => ({ done, of: 400, remainingMilliseconds: 2600 });

function lineAfter(milliseconds: number, terminal: Terminal): string {
  let clock = 0;
  const line = progressLine(terminal as unknown as NodeJS.WriteStream, () => clock);
  line?.update(stateOf(1));
  clock = milliseconds;
  line?.update(stateOf(100));
  line?.stop();
  return terminal.written;
}

it('appears when a check takes longer than two seconds', () => {
  expect(lineAfter(2500, new Terminal())).toContain('100 of about 400 calls, 3 s left');
});

it('stays away from short checks, from CI and from what is no terminal', () => {
  expect(lineAfter(1500, new Terminal())).toBe('');
  expect(lineAfter(2500, Object.assign(new Terminal(), { isTTY: false }))).toBe('');
  process.env.CI = 'true';
  expect(lineAfter(2500, new Terminal())).toBe('');
});
