/** Frames between the matcher and the test: runners put up to thirty there. */
const FRAMES = 50;

/**
 * Line of the test file from which an assertion is being made.
 * @param testPath - the test file, as the runner gives it
 * @returns 1-based; undefined when no caller is in that file
 */
export function assertionLine(testPath: string | undefined): number | undefined {
  return testPath === undefined ? undefined : lineIn(frameOf(testPath), testPath);
}

/**
 * The first frame of the test file. The runners' own formatter maps a frame to its source, which takes its time: it gets this
 * one frame and not the whole stack.
 */
function frameOf(testPath: string): string | undefined {
  const { captureStackTrace, prepareStackTrace, stackTraceLimit } = Error;
  if (!captureStackTrace) return new Error().stack;
  const holder: { stack?: string } = {};
  try {
    Error.stackTraceLimit = FRAMES;
    Error.prepareStackTrace = (error, sites) => {
      const own = sites.filter(site => site.getFileName()?.includes(testPath)).slice(0, 1);
      return prepareStackTrace ? prepareStackTrace(error, own) : own.join('');
    };
    captureStackTrace(holder, frameOf);
    // Formatted when it is read.
    return String(holder.stack);
  } finally {
    Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  }
}

/** Line that the first frame of a stack in a file names. */
export function lineIn(stack: string | undefined, file: string): number | undefined {
  for (const frame of stack?.split('\n') ?? []) {
    const at = frame.indexOf(file);
    if (at < 0) continue;
    const line = /^:(\d+)/.exec(frame.slice(at + file.length).replace(/^\?[^:]*/, ''));
    if (line) return Number(line[1]);
  }
  return undefined;
}
