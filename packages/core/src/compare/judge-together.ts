import { lockstep, type Plan, type Sample, sampleAt } from '../sample.ts';
import { agreesAtOnce, type Effort, firstStep, judgeOn } from './judge.ts';
import type { Landscape } from './landscape.ts';
import { Line } from './line.ts';
import type { LineClaim, LineOutcome } from './line-outcome.ts';

/**
 * Judges many claims, each as `judge` does, in rounds that are as wide as there are claims left. Most agree at their first step: for
 * these nothing is set up that could wait for a second one.
 */
export function* judgeTogether(
  claims: readonly LineClaim[],
  landscape: Landscape,
  effort: Effort,
): Plan<LineOutcome[]> {
  const exponents = claims.map(claim => firstStep(claim, landscape));
  const samples: Sample[] = [];
  for (let k = 0; k < claims.length; k++) {
    const { direction } = claims[k]!;
    const t = 2 ** exponents[k]!;
    samples.push(sampleAt(direction, t), sampleAt(direction, -t));
  }
  yield samples;
  const outcomes: LineOutcome[] = new Array(claims.length);
  const open: number[] = [];
  const lines: Line[] = [];
  for (let k = 0; k < claims.length; k++) {
    const line = new Line(claims[k]!, landscape);
    const level = line.read(exponents[k]!, samples[2 * k]!, samples[2 * k + 1]!);
    const agreed = agreesAtOnce(line, level, effort);
    if (agreed) {
      outcomes[k] = agreed;
      continue;
    }
    open.push(k);
    lines.push(line);
  }
  const judged = yield* lockstep(lines.map(line => judgeOn(line, effort)));
  for (let j = 0; j < open.length; j++) outcomes[open[j]!] = judged[j]!;
  return outcomes;
}
