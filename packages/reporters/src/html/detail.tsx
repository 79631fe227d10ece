import type { GradientCheck, ParameterFinding, RecordedCheck } from '@gradcheck/core';
import type { ComponentChildren, VNode } from 'preact';
import { headlineOf, nameOf, outcomeOf } from '../run/outcome.ts';
import { CurveChart, MapChart, Scatter, SpreadChart } from './charts.tsx';
import { count, precise, shapeText, short } from './numbers.ts';
import { remedies, verdictSentences, worstOf } from './words.ts';

export interface Entry {
  readonly id: string;
  readonly recorded: RecordedCheck;
}

const NAMES = {
  correct: '✓ Correct',
  incorrect: '✕ Incorrect',
  inconclusive: '? Inconclusive',
  misuse: '? Misused',
} as const;
const MARKS = { correct: '✓', incorrect: '✕', inconclusive: '?' } as const;

function Panel({ title, note, children }: { title: string; note?: string; children: ComponentChildren }): VNode {
  return (
    <section class="panel">
      <h3>{title}</h3>
      {note && <p class="note">{note}</p>}
      {children}
    </section>
  );
}

/** Everything about one check, in the order in which questions come: what, where, why, how do you know. */
export function Detail({ entry: { id, recorded }, runner }: { entry: Entry; runner: string }): VNode {
  const { check, error, file, line } = recorded;
  const outcome = outcomeOf(recorded);
  const verdict = outcome === 'misuse' ? 'inconclusive' : outcome;
  const worst = check && worstOf(check);
  const first = Math.max(0, check && worst ? check.parameters.indexOf(worst) : 0);
  return (
    <article data-id={id} id={`/${id}`} data-first={String(first)} data-markdown={markdownOf(recorded)}>
      <a class="back" href="#">
        ← All checks
      </a>
      <div class="place">
        <code>
          {file}
          {line ? `:${line}` : ''}
        </code>
        <span class="js-only">
          <button type="button" class="copy-link">
            Copy link
          </button>{' '}
          <button type="button" class="copy-md">
            Copy as Markdown
          </button>
        </span>
      </div>
      <h2>
        <span class={`badge v-${verdict}`}>{NAMES[outcome]}</span> {nameOf(recorded)}
      </h2>
      {recorded.expectation === 'incorrect' && (
        <p class="note">
          The test expects an incorrect gradient, and {recorded.passed ? 'got one' : 'did not get one'}.
        </p>
      )}
      {check ? (
        <Body check={check} recorded={recorded} runner={runner} />
      ) : (
        <div class="verdict v-inconclusive">
          <h3>{headlineOf(recorded)}</h3>
          <pre>{error?.message}</pre>
        </div>
      )}
    </article>
  );
}

function Body({ check, recorded, runner }: { check: GradientCheck; recorded: RecordedCheck; runner: string }): VNode {
  const { large, normal } = verdictSentences(check);
  return (
    <>
      <div class={`verdict v-${check.verdict}`}>
        <h3>{large}</h3>
        <p>{normal}</p>
      </div>
      {check.warnings.map(({ kind, message, remedy }) => (
        <div key={kind + message} class="warning">
          <code>{kind}</code> {message} {remedy && <small>{remedy}</small>}
        </div>
      ))}
      <Facts check={check} />
      {check.inconclusive && <Undecided check={check} />}
      {check.parameters.length > 1 && (
        <div class="tabs js-only" role="group" aria-label="Parameter">
          {check.parameters.map(p => (
            <button key={p.path} type="button" aria-pressed="false">
              <span class={p.verdict === 'correct' ? 'good' : p.verdict === 'incorrect' ? 'bad' : 'warn'}>
                {MARKS[p.verdict]}
              </span>{' '}
              <code>{p.path}</code> <small>{shapeText(p.shape)}</small>
            </button>
          ))}
        </div>
      )}
      {check.parameters.map(parameter => (
        <Parameter key={parameter.path} parameter={parameter} check={check} />
      ))}
      <Why check={check} />
      <Panel title="Run it again">
        <pre>{commandOf(recorded, runner)}</pre>
        <p class="note">
          Differences with measured noise and proved error bounds,{' '}
          {check.parameters
            .map(p => p.coverage.mode.replaceAll('-', ' '))
            .filter((m, k, all) => all.indexOf(m) === k)
            .join(' and ')}
          . Seed {check.seed}.
        </p>
      </Panel>
    </>
  );
}

function commandOf({ file, titles }: RecordedCheck, runner: string): string {
  const name = JSON.stringify(titles.join(' '));
  return runner === 'jest' ? `npx jest ${file} -t ${name}` : `npx vitest run ${file} -t ${name}`;
}

function Facts({ check }: { check: GradientCheck }): VNode {
  const facts: [string, string][] = [
    ['coordinates', count(check.parameters.reduce((sum, { size }) => sum + size, 0))],
    ['computed in', check.precision],
    ['resolution', short(check.resolution)],
    ...(check.accept
      ? [['accepted', short(check.accept.relative ?? check.accept.absolute ?? 0)] as [string, string]]
      : []),
    ['value calls', count(check.cost.valueCalls)],
    ['time', `${Math.round(check.cost.milliseconds)} ms`],
    ['seed', String(check.seed)],
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt> <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Undecided({ check }: { check: GradientCheck }): VNode {
  const evidence = check.inconclusive!;
  return (
    <Panel
      title="Why there is no verdict"
      note={
        evidence.reason === 'nondeterministic'
          ? `${evidence.values.length} calls at the same point, every dot one value. Spread ${short(evidence.spread)}, a usable step would change the value by ${short(evidence.signal)}.`
          : verdictSentences(check).normal
      }
    >
      {evidence.reason === 'nondeterministic' && <SpreadChart values={evidence.values.map(Number)} />}
      {evidence.reason === 'kink' && (
        <p>
          Left slope {precise(evidence.left)}, right slope {precise(evidence.right)}, analytic{' '}
          {precise(evidence.analytic)}.
        </p>
      )}
      {evidence.reason === 'too-noisy' && (
        <p>
          Reached {short(evidence.reached)}, required {short(evidence.required)}; one value carries noise of{' '}
          {short(evidence.noise)}.
        </p>
      )}
      <h3>What to do</h3>
      <ul>
        {remedies(evidence).map(text => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Panel>
  );
}

function Parameter({ parameter, check }: { parameter: ParameterFinding; check: GradientCheck }): VNode {
  const { path, curve, map, coverage } = parameter;
  const explanations = check.explanations.filter(e => e.parameter === path);
  const diagnosis = check.diagnoses.find(({ where }) => where.includes(path));
  return (
    <div class="param">
      {curve ? (
        <Panel
          title="Error against step size"
          note={`${curve.of[0]!.toUpperCase()}${curve.of.slice(1)}. The shaded V is what the numeric gradient cannot resolve. A correct gradient sinks into it.`}
        >
          <CurveChart curve={curve} parameter={parameter} />
        </Panel>
      ) : (
        <Panel
          title={`Parameter ${path}`}
          note={`${shapeText(parameter.shape)}, ${parameter.dtype}. Resolution ${short(parameter.resolution)} for one coordinate, ${short(parameter.spreadResolution)} for an error everywhere.`}
        >
          <p>
            {coverage.mode === 'every-coordinate'
              ? `${count(coverage.coordinates)} coordinates compared one by one.`
              : `${count(coverage.coordinates)} coordinates compared one by one, the rest through ${count(coverage.directions)} random directions.`}{' '}
            The curve of error against step size was not recorded: <code>evidence: 'always'</code> records it.
          </p>
        </Panel>
      )}
      <div class="pair">
        {parameter.coordinates.length > 0 && (
          <Panel title="Analytic against numeric" note="Every dot is one coordinate. Correct ones lie on the line.">
            <Scatter parameter={parameter} />
            <p class="note say" aria-live="polite">
              {' '}
            </p>
          </Panel>
        )}
        {map && (
          <Panel
            title={`Where in ${path}`}
            note={`Colour is the sign, size the magnitude. Empty cells agree.${map.block[0] * map.block[1] > 1 ? ` One cell is ${map.block.join('×')} coordinates.` : ''}`}
          >
            <MapChart map={map} parameter={parameter} />
            <p class="note say" aria-live="polite">
              {' '}
            </p>
          </Panel>
        )}
      </div>
      {explanations.length > 0 && (
        <Panel
          title="What would explain it"
          note={`Common mistakes, undone on your gradient and compared again. Diagnosis: ${diagnosis?.kind ?? 'unknown'}.`}
        >
          <ul class="explain">
            {explanations.map(e => (
              <li key={e.correction}>
                <span class={e.explains ? 'good' : ''}>{e.explains ? '✓' : '·'}</span>{' '}
                <span>{e.explains ? <strong>{e.correction}</strong> : e.correction}</span>{' '}
                <span>{short(e.residual)}</span>
              </li>
            ))}
          </ul>
          <p class="note">
            Largest relative error left after each correction. A ✓ explains every coordinate within the error bound.
          </p>
          {diagnosis && (
            <p>
              <strong>Where to look.</strong> {diagnosis.advice}
            </p>
          )}
        </Panel>
      )}
      {parameter.coordinates.length > 0 && <Worst parameter={parameter} />}
    </div>
  );
}

function Worst({ parameter }: { parameter: ParameterFinding }): VNode {
  const rows = parameter.coordinates.slice(0, 6);
  const name = (index: readonly number[]): string =>
    index.length === 0 ? parameter.path : `${parameter.path}[${index.join(',')}]`;
  return (
    <Panel title={parameter.verdict === 'correct' ? 'Largest coordinates' : 'Worst coordinates'}>
      <div class="scroll" tabindex={0} role="region" aria-label="Coordinates">
        <table>
          <thead>
            <tr>
              <th scope="col">coordinate</th>
              <th scope="col">analytic</th>
              <th scope="col">numeric</th>
              <th scope="col" class="bound">
                ± bound
              </th>
              <th scope="col">relative error</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((c, k) => (
              <tr key={k}>
                <td>
                  {name(c.index)}
                  {c.output ? ` of ${c.output}` : ''}
                </td>{' '}
                <td>{precise(c.analytic)}</td> <td>{precise(c.numeric)}</td> <td class="bound">{short(c.bound)}</td>{' '}
                <td class={c.status === 'differs' ? 'bad' : ''}>{short(c.relativeError)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="note">
        The {rows.length} {parameter.verdict === 'correct' ? 'largest' : 'worst'} of {count(parameter.size)}. Relative
        to the largest numeric value in {parameter.path}.
      </p>
    </Panel>
  );
}

function Why({ check }: { check: GradientCheck }): VNode {
  const worst = worstOf(check) ?? check.parameters[0];
  const c = worst?.coordinates[0];
  const epsilon = check.precision === 'float32' ? '6.0e−8' : '1.1e−16';
  return (
    <section class="panel">
      <details class="why" open={check.verdict === 'incorrect'}>
        <summary>Why this comparison proves it</summary>
        <ol>
          <li>
            <strong>The function is the referee.</strong> A gradient is a claim about how f changes. Evaluating f a
            little to each side of a parameter measures that change without using any of your backward code:
            <math display="block">
              <mfrac>
                <mrow>
                  <mi>f</mi>
                  <mo>(</mo>
                  <mi>x</mi>
                  <mo>+</mo>
                  <mi>h</mi>
                  <mo>)</mo>
                  <mo>−</mo>
                  <mi>f</mi>
                  <mo>(</mo>
                  <mi>x</mi>
                  <mo>−</mo>
                  <mi>h</mi>
                  <mo>)</mo>
                </mrow>
                <mrow>
                  <mn>2</mn>
                  <mi>h</mi>
                </mrow>
              </mfrac>
              <mo>=</mo>
              <mi>f′</mi>
              <mo>(</mo>
              <mi>x</mi>
              <mo>)</mo>
              <mo>+</mo>
              <mfrac>
                <msup>
                  <mi>h</mi>
                  <mn>2</mn>
                </msup>
                <mn>6</mn>
              </mfrac>
              <mi>f‴</mi>
              <mo>(</mo>
              <mi>x</mi>
              <mo>)</mo>
              <mo>+</mo>
              <mfrac>
                <mrow>
                  <mi>ε</mi>
                  <mo>|</mo>
                  <mi>f</mi>
                  <mo>|</mo>
                </mrow>
                <mi>h</mi>
              </mfrac>
            </math>
          </li>
          <li>
            <strong>The measurement knows its own error.</strong> Truncation shrinks with the step, round-off grows as
            it shrinks; together they make the V. In {check.precision} (ε = {epsilon}) one value of this function
            carries noise of {short(check.noise)} around {precise(check.value)}.
            {c ? ` Here the bound of the worst coordinate is ${short(c.bound)}.` : ''}
          </li>
          <li>
            <strong>A correct gradient falls into the V, a wrong one cannot.</strong> If your value is the true slope,
            the difference is only measurement error, so it moves with h. If it is off by Δ, the difference is Δ at
            every step: a flat line.
            {c && check.verdict === 'incorrect'
              ? ` Here Δ is ${short(Math.abs(Number(c.relativeError)))} of the largest slope, and no step closes the gap.`
              : ''}
          </li>
          <li>
            <strong>What it does not prove.</strong> It holds at the point that was checked, and it takes f as given: a
            wrong forward pass can still have the correct gradient of the wrong function.
          </li>
        </ol>
      </details>
    </section>
  );
}

/** Made to be pasted into an issue. */
function markdownOf(recorded: RecordedCheck): string {
  const { check, file, line } = recorded;
  const rows =
    check &&
    worstOf(check)
      ?.coordinates.slice(0, 6)
      .map(
        c =>
          `| ${c.index.join(',')} | ${precise(c.analytic)} | ${precise(c.numeric)} ± ${short(c.bound)} | ${short(c.relativeError)} |`,
      );
  const table = rows
    ? `\n\n| coordinate | analytic | numeric | relative error |\n| --- | --- | --- | --- |\n${rows.join('\n')}`
    : '';
  const said = check ? verdictSentences(check) : { large: headlineOf(recorded), normal: '' };
  return `### ${nameOf(recorded)}\n\n**${said.large}** ${said.normal}${table}\n\n\`${file}${line ? `:${line}` : ''}\`, seed ${check?.seed ?? ''}`;
}
