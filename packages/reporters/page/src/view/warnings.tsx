import type { VNode } from 'preact';
import type { GradientCheck } from '../data/page-data.ts';

/** True things that a reader should know although the gradient may be right. */
export function Warnings({ check }: { check: GradientCheck }): VNode {
  // A verdict that is missing for this very reason has said it already.
  const warnings = check.warnings.filter(({ kind }) => kind !== check.reason);
  return (
    <>
      {warnings.map(({ kind, parameter, message, remedy }, k) => (
        <p class="warning" key={k}>
          <span>
            <code class="kind">{kind}</code>
            {parameter !== undefined && (
              <>
                {' '}
                in <code>{parameter}</code>
              </>
            )}
            {parameter === undefined ? ': ' : '. '}
            {message} <span class="quiet">{remedy}</span>
          </span>
        </p>
      ))}
    </>
  );
}
