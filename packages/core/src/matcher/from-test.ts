/**
 * Has the stack of an error begin with the frame of the test file: what a runner puts between the test and a matcher is nobody's mistake.
 * Without such a frame it stays as it is.
 * @param testPath - the test file, as the runner gives it
 */
export function fromTest(error: Error, testPath: string | undefined): void {
  const { stack } = error;
  const start = stack?.indexOf('\n    at ') ?? -1;
  if (!stack || !testPath || start < 0) return;
  const frames = stack.slice(start + 1).split('\n');
  const own = frames.findIndex(frame => frame.includes(testPath));
  if (own > 0) error.stack = [stack.slice(0, start), ...frames.slice(own)].join('\n');
}
