/** What V8 tells of a frame before anything is made of it. */
interface CallSite {
  getFileName(): string | null | undefined;
  getLineNumber(): number | null;
  getColumnNumber(): number | null;
}

/** Where an assertion stands in the code as it runs → its line in the file as it was written. For one run of one file. */
export type KnownCallSites = Map<string, number>;

/**
 * Line of the test file from which an assertion is made, of those on the stack. Runners map every frame of a stack back to what was
 * written, at a cost of many short checks: that is done once for each place in the code.
 * @param testPath - the test file, as the runner gives it
 * @returns 1-based; undefined when the stack does not name the file
 */
export function callingLine(testPath: string | undefined, known: KnownCallSites): number | undefined {
  if (!testPath) return undefined;
  const site = callingSite(testPath);
  const line = (site && known.get(site)) || callSite(new Error().stack, testPath);
  if (site && line !== undefined) known.set(site, line);
  return line;
}

/** Those of the matcher and its runner, and of what a test calls to make its assertion; unmapped, they cost next to nothing. */
const FRAMES = 32;

const unmapped = (_: unknown, sites: unknown): unknown => sites;

/** The innermost frame of the test file, unmapped; undefined where the engine is not V8. */
function callingSite(testPath: string): string | undefined {
  const stacks = Error as { prepareStackTrace?: unknown; stackTraceLimit?: number };
  const { prepareStackTrace, stackTraceLimit } = stacks;
  let sites: unknown;
  try {
    stacks.stackTraceLimit = FRAMES;
    stacks.prepareStackTrace = unmapped;
    sites = new Error().stack;
    stacks.prepareStackTrace = prepareStackTrace;
    if (stackTraceLimit !== undefined) stacks.stackTraceLimit = stackTraceLimit;
  } catch {
    // A frozen Error: the whole stack tells it too.
  }
  if (!Array.isArray(sites)) return undefined;
  const site = (sites as CallSite[]).find(frame => frame.getFileName()?.includes(testPath));
  return site && `${site.getLineNumber()}:${site.getColumnNumber()}`;
}

/**
 * Line of the test file that a stack names.
 * @param stack - of an error made within the assertion
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
