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

/** What is on a screen after it was written to. */
function screen(written: string): string[] {
  const lines: string[] = [''];
  let [row, column] = [0, 0];
  for (const [piece] of written.replaceAll('\u001b[', '⎋').matchAll(/\r|\n|⎋K|⎋1A|[^\r\n⎋]+/g)) {
    if (piece === '\r') column = 0;
    else if (piece === '\n') [row, column] = [row + 1, 0];
    else if (piece === '⎋1A') row--;
    else if (piece === '⎋K') lines[row] = (lines[row] ?? '').slice(0, column);
    else {
      const line = (lines[row] ?? '').padEnd(column);
      lines[row] = line.slice(0, column) + piece + line.slice(column + piece.length);
      column += piece.length;
    }
  }
  return lines.filter(line => line !== '');
}

/** Jest's way to keep its status below whatever is written. */
class TerminalOfJest extends Terminal {
  override write(text: string): boolean {
    const clear = this.written === '' ? '' : '\r\u001b[K\r\u001b[1A'.repeat(2);
    return super.write(`${clear}${text}\n\n RUNS  a.test.js`);
  }
}

it('stays above the status of Jest, and leaves nothing', () => {
  const terminal = new TerminalOfJest();
  let clock = 0;
  const line = progressLine(terminal as unknown as NodeJS.WriteStream, () => clock);
  clock = 2500;
  line?.update(stateOf(100));
  const during = screen(terminal.written);
  line?.stop();
  expect(during).toEqual([
    expect.stringMatching(/^gradcheck .* 100 of about 400 calls, 3 s left$/),
    ' RUNS  a.test.js',
  ]);
  expect(screen(terminal.written)).toEqual([' RUNS  a.test.js']);
});
