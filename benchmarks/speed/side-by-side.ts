import type { Workload } from '../workloads/types.ts';
import type { BareLoop } from './bare-loop.ts';
import type { Calls } from './subject.ts';

/** CPU time of the process, milliseconds: the same however busy the machine is. */
export function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** CPU time after which the other side has its turn: what the machine does meanwhile, it does to both. */
const TURN = 10;
/** CPU time of the bare loop from which on it takes every fourth turn only: one evaluation of it is known well enough. */
const WELL_KNOWN = 1500;
const FOURTH = 4;

export interface SideBySide {
  /** One check. */
  readonly milliseconds: number;
  /** The bare loop with as many value and derivative calls. */
  readonly sameCallsMilliseconds: number;
  /** The first as a multiple of the second, both under the same load of the machine. */
  readonly ratio: number;
  /** One evaluation of the bare loop, and one derivative. */
  readonly evaluation: number;
  readonly derivative: number;
}

/** What both sides took one after the other, milliseconds of CPU time: whole checks, so that what each begins and ends with counts. */
interface Block {
  checks: number;
  ours: number;
  floor: number;
  floorCalls: number;
  derivatives: number;
}

const begun = (): Block => ({ checks: 0, ours: 0, floor: 0, floorCalls: 0, derivatives: 0 });

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/**
 * Checks, interrupted again and again for as many evaluations of the bare loop as the check just made: a busy machine, garbage and
 * clock rates have no part in the ratio. Where there are many checks, the median of them counts.
 * @param calls - counts the calls of the check; its `onValue` is taken over
 * @param budget - CPU time of all checks after which no other is begun, milliseconds; one is made at least
 */
export function sideBySide(
  check: () => void,
  calls: Calls,
  workload: Workload,
  bare: BareLoop,
  budget: number,
): SideBySide {
  const blocks: Block[] = [];
  let block = begun();
  let floor = 0;
  let pending = 0;
  let turnBegan = 0;
  let perTurn = 1;
  let turns = 0;
  const takeTurns = (): void => {
    const now = cpu();
    block.ours += now - turnBegan;
    if (floor > WELL_KNOWN && block.floorCalls > 0 && ++turns % FOURTH !== 0) {
      pending = 0;
      turnBegan = cpu();
      return;
    }
    const counted = { ...calls };
    calls.onValue = undefined;
    // The bare loop makes two evaluations at a time.
    pending += pending % 2;
    bare.run(pending);
    const after = cpu();
    Object.assign(calls, counted);
    floor += after - now;
    block.floor += after - now;
    block.floorCalls += pending;
    const evaluation = (after - now) / pending;
    perTurn = Math.max(1, Math.min(2 * perTurn, Math.round(TURN / Math.max(evaluation, 1e-6))));
    pending = 0;
    turnBegan = cpu();
  };
  calls.onValue = () => {
    if (++pending >= perTurn && pending % 2 === 0) takeTurns();
  };
  let spent = 0;
  let perCheck = { ...calls };
  while (blocks.length === 0 || spent < budget) {
    calls.value = 0;
    calls.derivative = 0;
    turnBegan = cpu();
    check();
    block.ours += cpu() - turnBegan;
    block.checks++;
    perCheck = { ...calls };
    const started = cpu();
    for (let k = 0; k < calls.derivative; k++) workload.gradient(workload.at);
    block.derivatives += cpu() - started;
    if (block.ours < TURN) continue;
    turnBegan = cpu();
    if (pending > 0) takeTurns();
    if (block.floorCalls === 0) continue;
    spent += block.ours;
    blocks.push(block);
    block = begun();
  }
  calls.onValue = undefined;
  const evaluationOf = ({ floor, floorCalls }: Block): number => floor / floorCalls;
  const sameCalls = (of: Block): number => evaluationOf(of) * perCheck.value + of.derivatives / of.checks;
  return {
    milliseconds: median(blocks.map(({ ours, checks }) => ours / checks)),
    sameCallsMilliseconds: median(blocks.map(sameCalls)),
    ratio: median(blocks.map(of => of.ours / of.checks / sameCalls(of))),
    evaluation: median(blocks.map(evaluationOf)),
    derivative: median(
      blocks.map(({ derivatives, checks }) => derivatives / checks / Math.max(1, perCheck.derivative)),
    ),
  };
}
