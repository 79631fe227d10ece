/** The parts of jest-circus' state that are used. */
interface CircusTest {
  readonly name: string;
  readonly invocations?: number;
  readonly parent?: CircusBlock;
}

interface CircusBlock {
  readonly name: string;
  readonly parent?: CircusBlock;
  readonly tests?: readonly CircusTest[];
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

export interface Identity {
  readonly titles: readonly string[];
  readonly duplicate: number;
  readonly attempt: number;
}

const ROOT = 'ROOT_DESCRIBE_BLOCK';

function titlesOf(test: CircusTest): string[] {
  const titles = [test.name];
  for (let block = test.parent; block && block.name !== ROOT; block = block.parent) titles.unshift(block.name);
  return titles;
}

function runningTest(): CircusTest | undefined {
  const symbol = Object.getOwnPropertySymbols(globalThis).find(
    ({ description }) => description === 'JEST_STATE_SYMBOL',
  );
  const state = symbol && (globalThis as unknown as Record<symbol, { currentlyRunningTest?: CircusTest }>)[symbol];
  return state?.currentlyRunningTest;
}

function duplicatesBefore(test: CircusTest): number {
  const siblings = test.parent?.children ?? test.parent?.tests ?? [];
  const before = siblings.slice(0, Math.max(0, siblings.indexOf(test)));
  return before.filter(sibling => sibling.name === test.name && !('children' in sibling)).length;
}

/** Which test is running, at the moment the matcher is called. */
export function identify(state: JestState): Identity {
  const concurrent = state.currentConcurrentTestName?.();
  const test = (state.currentTestIdentity?.() as CircusTest | undefined) ?? runningTest();
  const isThis = test?.name !== undefined && (concurrent === undefined || titlesOf(test).join(' ') === concurrent);
  if (isThis && test)
    return { titles: titlesOf(test), duplicate: duplicatesBefore(test), attempt: test.invocations ?? 1 };
  return { titles: [concurrent ?? state.currentTestName ?? 'outside a test'], duplicate: 0, attempt: 1 };
}
