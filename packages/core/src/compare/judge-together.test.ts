import { describe, expect, it } from 'vitest';
import { compared } from '../../test/drive-comparison.ts';
import { lockstep } from '../sample.ts';
import { judge } from './judge.ts';
import { judgeTogether } from './judge-together.ts';

/** Smooth, a kink at the point, a kink beside it, constant, curved, unbounded: one coordinate each. */
const f = ([a, b, c, d, e, g]: readonly number[]): number =>
  Math.sin(a!) +
  Math.abs(b! - 1) +
  Math.abs(c! - 1 - 1e-7) +
  Math.sign(d!) +
  Math.exp(40 * (e! - 1)) +
  Math.cbrt(g! - 1);
const right = [Math.cos(1), 0.5, -1, 0, 40, 1];

describe.each([
  ['right claims', right],
  ['wrong claims', right.map(slope => 1.01 * slope + 0.1)],
])('%s', (_, claimed) => {
  it.each([{}, { quick: true }, { deep: true }, { target: 1e-9 }])(
    'get the outcomes that each gets alone (%j)',
    effort => {
      const driven = () => compared([{ values: claimed.map(() => 1), claimed }], x => f([...x!]), { sigma: 1e-15 });
      const [together, alone] = [driven(), driven()];
      const { landscape } = together.comparison;
      const claims = claimed.map((_, k) => together.leaves[0]!.coordinate(k));
      const found = together.run(judgeTogether(claims, landscape, effort));
      expect(found).toEqual(alone.run(lockstep(claims.map(claim => judge(claim, landscape, effort)))));
      expect(together.calls()).toBe(alone.calls());
    },
  );
});
