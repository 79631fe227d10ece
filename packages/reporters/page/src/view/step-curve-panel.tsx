import type { StepCurve } from '@gradcheck/core';
import type { VNode } from 'preact';
import type { ParameterFinding } from '../data/page-data.ts';
import { StepCurveFigure } from '../figures/step-curve.tsx';
import { code, type Sentence, say } from '../words/say.tsx';
import { Measured } from './measured.tsx';
import { Panel } from './panel.tsx';

function subjectOf(curve: StepCurve, { path }: ParameterFinding): Sentence {
  return curve.of === `all of ${path} together` ? say`All of ${code(path)} together.` : say`For ${code(curve.of)}.`;
}

export function StepCurvePanel({ parameter, lean }: { parameter: ParameterFinding; lean: boolean }): VNode {
  const { curve, verdict } = parameter;
  const title = say`Error against step size`;
  if (!curve) {
    const why = lean
      ? say`Left out to keep this report small: it keeps the evidence of 200 correct checks.`
      : verdict === 'correct'
        ? say`Not recorded for a correct check: the option ${code("evidence: 'always'")} records it.`
        : say`Not recorded: there was no finite difference to draw, or the option ${code('evidence')} forbids it.`;
    return <Panel title={title} note={why} />;
  }
  const meaning =
    verdict === 'correct'
      ? 'The difference sinks into the V of measurement error: what is left is the ruler, not the gradient.'
      : 'The shaded V is what the numeric gradient cannot resolve. A correct gradient sinks into it.';
  return (
    <Panel title={title} note={say`${subjectOf(curve, parameter)} ${meaning}`}>
      <Measured>
        {width => (
          <StepCurveFigure curve={curve} verdict={verdict} resolution={Number(parameter.resolution)} width={width} />
        )}
      </Measured>
    </Panel>
  );
}
