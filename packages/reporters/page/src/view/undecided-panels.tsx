import type { InconclusiveEvidence } from '@gradcheck/core';
import type { VNode } from 'preact';
import type { GradientCheck } from '../data/page-data.ts';
import { GrowingSlope } from '../figures/growing-slope.tsx';
import { Jump } from '../figures/jump.tsx';
import { LeftTheNumbers } from '../figures/left-the-numbers.tsx';
import { Reach } from '../figures/reach.tsx';
import { RepeatedValues } from '../figures/repeated-values.tsx';
import { SlopesAtPoint } from '../figures/slopes-at-point.tsx';
import { Spent } from '../figures/spent.tsx';
import { count, short } from '../numbers.ts';
import { remedies } from '../words/inconclusive.ts';
import { Say, type Sentence, say } from '../words/say.tsx';
import { Measured } from './measured.tsx';
import { Panel } from './panel.tsx';

interface Picture {
  readonly title: Sentence;
  readonly note: Sentence;
  readonly draw: (width: number) => VNode;
}

/** The picture of a reason; undefined where the sentences say all there is. */
function pictureOf(evidence: InconclusiveEvidence): Picture | undefined {
  switch (evidence.reason) {
    case 'nondeterministic':
      return {
        title: say`Same input, different values`,
        note: say`A slope is a small change of f. It cannot be measured under larger changes that come from nowhere.`,
        draw: width => <RepeatedValues evidence={evidence} width={width} />,
      };
    case 'kink':
      return {
        title: say`Two slopes at one point`,
        note: say`A derivative is one number. Here the function has one slope on the left and another on the right.`,
        draw: width => (
          <SlopesAtPoint
            left={Number(evidence.left)}
            right={Number(evidence.right)}
            analytic={Number(evidence.analytic)}
            width={width}
          />
        ),
      };
    case 'discontinuous':
      return {
        title: say`A jump has no slope`,
        note: say`The smaller the step across it, the larger the quotient: it does not settle on any number.`,
        draw: width => <Jump jump={Number(evidence.jump)} width={width} />,
      };
    case 'too-noisy':
      return {
        title: say`What could be noticed`,
        note: say`Noise of the value limits how small an error can be seen. The mark is what a verdict needs.`,
        draw: width => <Reach reached={Number(evidence.reached)} required={evidence.required} width={width} />,
      };
    case 'not-finite':
      return {
        title: say`No finite value to take a difference of`,
        note: say`A slope is a difference of two values. Beside the point, or at it, the function has none.`,
        draw: width => (
          <LeftTheNumbers
            value={String(evidence.value)}
            beside={evidence.coordinate === undefined ? undefined : short(evidence.step ?? 'NaN')}
            width={width}
          />
        ),
      };
    case 'infinite-slope':
      // One slope alone is no picture of its growth.
      if (evidence.steps.length < 3) return undefined;
      return {
        title: say`The smaller the step, the steeper`,
        note: say`Where there is a derivative, this line flattens out at its value. Here it goes on.`,
        draw: width => <GrowingSlope steps={evidence.steps} slopes={evidence.slopes.map(Number)} width={width} />,
      };
    case 'budget':
      return {
        title: say`How far the budget went`,
        note: say`Every coordinate takes a few evaluations of the function; random directions take fewer.`,
        draw: width => <Spent spent={evidence.spent} needed={evidence.needed} width={width} />,
      };
  }
}

/** Instead of curve and table: why there is no verdict, and what to do. */
export function UndecidedPanels({ check }: { check: GradientCheck }): VNode | null {
  const evidence = check.inconclusive;
  if (!evidence) return null;
  const picture = pictureOf(evidence);
  return (
    <>
      {picture && (
        <Panel title={picture.title} note={picture.note}>
          <Measured>{picture.draw}</Measured>
        </Panel>
      )}
      <Panel title={say`What to do`}>
        <ul class="remedies">
          {remedies(evidence).map((remedy, k) => (
            <li key={k}>
              <Say of={remedy} />
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}

/** What was settled nevertheless, one line per parameter. */
export function settledNote({ parameters }: GradientCheck): string | undefined {
  const settled = parameters.filter(({ verdict }) => verdict === 'correct');
  if (settled.length === 0 || settled.length === parameters.length) return undefined;
  return `${count(settled.length)} of ${count(parameters.length)} parameters are correct; the others have no verdict.`;
}
