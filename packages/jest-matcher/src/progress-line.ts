import type { ProgressLine } from '@gradcheck/core/matcher';
import { SingleBar } from 'cli-progress';

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
        bar = new SingleBar({ format, stream, barsize: 24, clearOnComplete: true, hideCursor: true });
        bar.start(of, done, { seconds });
      }
    },
    stop: () => bar?.stop(),
  };
}
