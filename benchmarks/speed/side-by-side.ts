import type { Workload } from '../workloads/types.ts';
import type { BareLoop } from './bare-loop.ts';
import type { Calls } from './subject.ts';

/** CPU time of the process, milliseconds: the same however busy the machine is. */
function cpu(): number {
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
  /** One evaluation of the bare loop, and one derivative. */
  readonly evaluation: number;
  readonly derivative: number;
}

/**
 * Checks, interrupted again and again for as many evaluations of the bare loop as the check just made: a busy machine, garbage and
 * clock rates have no part in the ratio.
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
  let ours = 0;
  let floor = 0;
  let floorCalls = 0;
  let pending = 0;
  let turnBegan = 0;
  let perTurn = 1;
  let turns = 0;
  const takeTurns = (): void => {
    const now = cpu();
    ours += now - turnBegan;
    if (floor > WELL_KNOWN && ++turns % FOURTH !== 0) {
      pending = 0;
      turnBegan = cpu();
      return;
    }
    const counted = { ...calls };
    calls.onValue = undefined;
    bare.run(pending);
    const after = cpu();
    Object.assign(calls, counted);
    floor += after - now;
    floorCalls += pending;
    const evaluation = (after - now) / pending;
    perTurn = Math.max(1, Math.min(2 * perTurn, Math.round(TURN / Math.max(evaluation, 1e-6))));
    pending = 0;
    turnBegan = cpu();
  };
  calls.onValue = () => {
    if (++pending >= perTurn && pending % 2 === 0) takeTurns();
  };
  let checks = 0;
  let derivatives = 0;
  let spent = 0;
  const made = { value: 0, derivative: 0 };
  while (checks === 0 || spent < budget) {
    const before = ours;
    calls.value = 0;
    calls.derivative = 0;
    turnBegan = cpu();
    check();
    ours += cpu() - turnBegan;
    checks++;
    spent += ours - before;
    made.value = calls.value;
    made.derivative = calls.derivative;
    const started = cpu();
    for (let k = 0; k < calls.derivative; k++) workload.gradient(workload.at);
    derivatives += cpu() - started;
  }
  calls.onValue = undefined;
  if (pending > 0) takeTurns();
  const evaluation = floor / floorCalls;
  const derivative = derivatives / checks / Math.max(1, made.derivative);
  return {
    milliseconds: ours / checks,
    sameCallsMilliseconds: evaluation * made.value + derivative * made.derivative,
    evaluation,
    derivative,
  };
}
