import type { VNode } from 'preact';
import type { GradientCheck, ParameterFinding } from '../data/page-data.ts';
import { Track } from '../figures/track.tsx';
import { plain } from '../numbers.ts';
import { code, say } from '../words/say.tsx';
import { VerdictIcon } from './icons.tsx';
import { Measured } from './measured.tsx';
import { Panel } from './panel.tsx';

/** Common mistakes, undone on the claim and compared again; and where to look. */
export function ExplanationsPanel({
  check,
  parameter,
}: {
  check: GradientCheck;
  parameter: ParameterFinding;
}): VNode | null {
  const tried = check.explanations.filter(explanation => explanation.parameter === parameter.path);
  const diagnosis =
    check.diagnoses.find(({ where }) => where.includes(parameter.path)) ??
    check.diagnoses.find(({ where }) => where.length === 0);
  if (tried.length === 0 && !diagnosis) return null;
  const kind = say`Diagnosis: ${code(diagnosis?.kind ?? 'unknown')}`;
  const note = tried.length > 0 ? say`Common mistakes, undone on your gradient and compared again. ${kind}` : kind;
  return (
    <Panel title={say`What would explain it`} note={note}>
      {tried.length > 0 && (
        <>
          <ul class="explain">
            {tried.map(({ correction, residual, explains }) => (
              <li key={correction} class={explains ? 'explains' : ''}>
                {explains ? <VerdictIcon verdict="correct" /> : <span class="dot">·</span>}{' '}
                <span class="correction">{correction}</span>{' '}
                <Measured staticWidth={150}>
                  {width => (
                    <Track
                      width={Math.max(60, width)}
                      error={Number(residual)}
                      role={explains ? 'correct' : 'incorrect'}
                      mark={Number(parameter.resolution)}
                    />
                  )}
                </Measured>{' '}
                <span class="left">{Number(residual) === 0 ? 'exact' : plain(residual)}</span>
              </li>
            ))}
          </ul>
          <p class="foot">
            Largest relative error left after each correction. At or left of the mark: within the error bound, so it
            explains every coordinate.
          </p>
        </>
      )}
      {diagnosis && (
        <p class="advice">
          <strong>Where to look.</strong> {diagnosis.advice}
        </p>
      )}
    </Panel>
  );
}
