/** The parts of jest-circus' state that are used. */
interface CircusTest {
  readonly type?: 'test';
  readonly name: string;
  readonly invocations?: number;
  readonly parent?: CircusBlock;
}

interface CircusBlock {
  readonly type?: 'describeBlock';
  readonly name: string;
  readonly parent?: CircusBlock;
  readonly children?: readonly (CircusBlock | CircusTest)[];
}

export interface JestState {
  readonly isNot?: boolean;
  readonly promise?: string;
  readonly testPath?: string;
  readonly currentTestName?: string;
  currentTestIdentity?(): unknown;
  currentConcurrentTestName?(): string | undefined;
}

/** Which test an assertion belongs to, as far as Jest tells while it runs. */
export interface Identity {
  /** Titles from the outermost describe to the test, joined by blanks: all that is known of a concurrent test in Jest 29. */
  readonly fullName: string;
  readonly titles?: readonly string[];
  /** How many tests of the same titles come before it in its file. */
  readonly namesakes: number;
  readonly attempt: number;
}

const ROOT = 'ROOT_DESCRIBE_BLOCK';

function titlesOf(test: CircusTest): string[] {
  const titles = [test.name];
  for (let block = test.parent; block && block.name !== ROOT; block = block.parent) titles.unshift(block.name);
  return titles;
}

// Jest is there before the first test file, and with it its state; to list what is global takes long.
const symbol = Object.getOwnPropertySymbols(globalThis).find(({ description }) => description === 'JEST_STATE_SYMBOL');

function runningTest(): CircusTest | undefined {
  const state = symbol && (globalThis as unknown as Record<symbol, { currentlyRunningTest?: CircusTest }>)[symbol];
  return state?.currentlyRunningTest;
}

function* testsOf(block: CircusBlock): Generator<CircusTest> {
  for (const child of block.children ?? []) {
    if (child.type === 'describeBlock') yield* testsOf(child);
    else yield child as CircusTest;
  }
}

function namesakesBefore(test: CircusTest, titles: readonly string[]): number {
  let root = test.parent;
  while (root?.parent) root = root.parent;
  const name = JSON.stringify(titles);
  let before = 0;
  for (const other of root ? testsOf(root) : []) {
    if (other === test) break;
    if (other.name === test.name && JSON.stringify(titlesOf(other)) === name) before++;
  }
  return before;
}

type Place = Required<Pick<Identity, 'fullName' | 'titles' | 'namesakes'>>;

/** Where a test stands is found once: among many tests, its namesakes take long. */
const places = new WeakMap<CircusTest, Place>();

function placeOf(test: CircusTest): Place {
  const known = places.get(test);
  if (known) return known;
  const titles = titlesOf(test);
  const place = { fullName: titles.join(' '), titles, namesakes: namesakesBefore(test, titles) };
  places.set(test, place);
  return place;
}

/** Which test is running, at the moment the matcher is called. */
export function identify(state: JestState): Identity {
  const concurrent = state.currentConcurrentTestName?.();
  const test = (state.currentTestIdentity?.() as CircusTest | undefined) ?? runningTest();
  const place = test?.name === undefined ? undefined : placeOf(test);
  if (!test || !place || (concurrent !== undefined && place.fullName !== concurrent)) {
    return { fullName: concurrent ?? state.currentTestName ?? 'outside a test', namesakes: 0, attempt: 1 };
  }
  return { ...place, attempt: test.invocations ?? 1 };
}
