import type { InconclusiveEvidence } from '@gradcheck/core';
import type { VNode } from 'preact';
import type { GradientCheck, Told } from '../data/page-data.ts';
import { ENOUGH, GrowingSlope, knownSlopes } from '../figures/growing-slope.tsx';
import { Jump } from '../figures/jump.tsx';
import { LeftTheNumbers } from '../figures/left-the-numbers.tsx';
import { Reach } from '../figures/reach.tsx';
import { RepeatedValues } from '../figures/repeated-values.tsx';
import { SlopesAtPoint } from '../figures/slopes-at-point.tsx';
import { Spent } from '../figures/spent.tsx';
import { SteepPoint } from '../figures/steep-point.tsx';
import { short } from '../numbers.ts';
import { Say, say } from '../words/say.tsx';
import { Measured } from './measured.tsx';
import { Panel } from './panel.tsx';

/** The picture of a reason; undefined where the sentences say all there is. */
function pictureOf(evidence: InconclusiveEvidence): ((width: number) => VNode) | undefined {
  switch (evidence.reason) {
    case 'nondeterministic':
      // The values agree where it was the derivative that changed.
      if (Number(evidence.spread) === 0) return undefined;
      return width => <RepeatedValues evidence={evidence} width={width} />;
    case 'kink':
      return width => (
        <SlopesAtPoint
          left={Number(evidence.left)}
          right={Number(evidence.right)}
          analytic={Number(evidence.analytic)}
          width={width}
        />
      );
    case 'discontinuous':
      return width => <Jump jump={Number(evidence.jump)} width={width} />;
    case 'too-noisy':
      return width => <Reach reached={Number(evidence.reached)} required={evidence.required} width={width} />;
    case 'not-finite':
      return width => (
        <LeftTheNumbers
          value={String(evidence.value)}
          beside={evidence.coordinate === undefined ? undefined : short(evidence.step ?? 'NaN')}
          width={width}
        />
      );
    case 'infinite-slope': {
      if (knownSlopes(evidence).length >= ENOUGH) return width => <GrowingSlope evidence={evidence} width={width} />;
      const { shape } = evidence;
      return shape && (width => <SteepPoint shape={shape} width={width} />);
    }
    case 'budget':
      return width => <Spent spent={evidence.spent} needed={evidence.needed} width={width} />;
  }
}

/** Instead of curve and table: why there is no verdict, and what to do. */
export function UndecidedPanels({
  check: { inconclusive },
  told: { undecided },
}: {
  check: GradientCheck;
  told: Told;
}): VNode | null {
  if (!inconclusive || !undecided) return null;
  const draw = pictureOf(inconclusive);
  return (
    <>
      {draw && (
        <Panel title={undecided.title} note={undecided.note}>
          <Measured>{draw}</Measured>
        </Panel>
      )}
      <Panel title={say`What to do`}>
        <ul class="remedies">
          {undecided.remedies.map((remedy, k) => (
            <li key={k}>
              <Say of={remedy} />
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}
