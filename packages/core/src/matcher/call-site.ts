/**
 * Line of the test file from which an assertion was made.
 * @param stack - of an error made within the assertion
 * @param testPath - the test file, as the runner gives it
 * @returns 1-based; undefined when the stack does not name the file
 */
export function callSite(stack: string | undefined, testPath: string | undefined): number | undefined {
  if (!stack || !testPath) return undefined;
  for (const frame of stack.split('\n')) {
    const at = frame.indexOf(testPath);
    if (at < 0) continue;
    const line = /^:(\d+)/.exec(frame.slice(at + testPath.length).replace(/^\?[^:]*/, ''));
    if (line) return Number(line[1]);
  }
  return undefined;
}
