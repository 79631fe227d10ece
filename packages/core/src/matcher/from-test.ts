/**
 * Has the stack of an error begin with the frame of the test file: what a runner puts between the test and a matcher is nobody's mistake.
 * Without such a frame it stays as it is.
 * @param testPath - the test file, as the runner gives it
 * @param call - made where the test called the matcher: its frames stand for those of an error that was made later, from nowhere
 */
export function fromTest(error: Error, testPath: string | undefined, call?: Error): void {
  const { stack } = error;
  if (!stack || !testPath) return;
  const frames = framesFrom(testPath, stack) ?? framesFrom(testPath, call?.stack);
  if (frames) error.stack = `${stack.slice(0, startOfFrames(stack))}\n${frames}`;
}

function startOfFrames(stack: string): number {
  const start = stack.indexOf('\n    at ');
  return start < 0 ? stack.length : start;
}

/** The frames of a stack from that of the test file on; undefined when there is none. */
function framesFrom(testPath: string, stack = ''): string | undefined {
  const frames = stack.slice(startOfFrames(stack) + 1).split('\n');
  const own = frames.findIndex(frame => frame.includes(testPath));
  return own < 0 ? undefined : frames.slice(own).join('\n');
}
