import type { ProgressLine } from '@gradcheck/core/matcher';
import { type Options, SingleBar } from 'cli-progress';

/** A check that is done sooner than this needs no line, milliseconds. */
const PATIENCE = 2000;

/**
 * A line on a terminal for a check that takes long; gone when the check is done. Jest runs tests in workers without a terminal
 * unless there is one file or `--runInBand`: there it shows.
 */
export function progressLine(
  stream: NodeJS.WriteStream = process.stderr,
  now: () => number = () => performance.now(),
): ProgressLine | undefined {
  if (!stream.isTTY || process.env.CI) return undefined;
  const started = now();
  let bar: SingleBar | undefined;
  return {
    update({ done, of, remainingMilliseconds }) {
      const seconds = Math.ceil(remainingMilliseconds / 1000);
      if (bar) {
        bar.setTotal(of);
        bar.update(done, { seconds });
      } else if (now() - started > PATIENCE) {
        const format = 'gradcheck {bar} {value} of about {total} calls, {seconds} s left';
        bar = new SingleBar({ format, barsize: 24, clearOnComplete: true, terminal: terminalOn(stream) } as Options);
        bar.start(of, done, { seconds });
      }
    },
    stop: () => bar?.stop(),
  };
}

const nothing = (): void => {};

/**
 * What cli-progress draws on, a line in one piece. Around every write, Jest takes its status away and prints it again below, which
 * leaves the cursor at the start of the line: a line drawn piece by piece is gone with the last piece.
 */
function terminalOn(stream: NodeJS.WriteStream): object {
  const getWidth = (): number => stream.columns || 80;
  return {
    isTTY: () => true,
    getWidth,
    write: (text: string) => stream.write(`\r${text.slice(0, getWidth())}\u001b[K`),
    clearLine: () => stream.write('\r\u001b[K'),
    clearRight: nothing,
    cursor: nothing,
    cursorTo: nothing,
    cursorSave: nothing,
    cursorRestore: nothing,
    lineWrapping: nothing,
  };
}
