import type { VNode } from 'preact';
import type { ParameterFinding } from '../data/page-data.ts';
import { count, precise, signed } from '../numbers.ts';
import { coordinateName, numericOf, worstCoordinates } from '../words/coordinates.ts';
import { code, Say, say } from '../words/say.tsx';
import { Panel } from './panel.tsx';

/** The table: what the figures show, for keyboards, readers and the clipboard. */
export function CoordinatesPanel({ parameter }: { parameter: ParameterFinding }): VNode | null {
  const rows = worstCoordinates(parameter);
  if (rows.length === 0) return null;
  const { coordinates, size, path, verdict } = parameter;
  const title = verdict === 'correct' ? say`Largest differences` : say`Worst coordinates`;
  const of = coordinates.length < size ? `${count(coordinates.length)} recorded (${count(size)} in all)` : count(size);
  return (
    <Panel title={title}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls on narrow pages, and keys must reach what scrolls. */}
      <div class="scroll" tabIndex={0} role="region" aria-label={`Coordinates of ${path}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">coordinate</th>{' '}
              <th scope="col" class="analytic">
                analytic
              </th>{' '}
              <th scope="col" class="numeric">
                numeric
              </th>{' '}
              <th scope="col" class="numeric bound">
                ± bound
              </th>{' '}
              <th scope="col">
                relative<span class="wide-only"> error</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(row => {
              const numeric = numericOf(row);
              return (
                <tr key={coordinateName(parameter, row)} class={row.status}>
                  <th scope="row">{coordinateName(parameter, row)}</th> <td>{precise(row.analytic)}</td>{' '}
                  <td>{numeric.value}</td> <td class="bound">{numeric.bound}</td>{' '}
                  <td class="error">{signed(row.relativeError)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p class="foot">
        <Say
          of={
            size === 1
              ? say`Relative to the numeric value.`
              : say`The ${rows.length} largest of ${of}. Relative to the largest numeric value in ${code(path)}.`
          }
        />
      </p>
    </Panel>
  );
}
