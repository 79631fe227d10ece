import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { GradientCheck, ParameterFinding } from '../data/page-data.ts';
import { SecantTangent } from '../figures/secant-tangent.tsx';
import { TwoShapes } from '../figures/two-shapes.tsx';
import { plural, precise, short } from '../numbers.ts';
import { coordinateName, numericOf, worstCoordinates } from '../words/coordinates.ts';
import { code, Say, type Sentence, say, strong } from '../words/say.tsx';
import { Formula } from './formula.tsx';
import { PageActions } from './page-context.ts';

/** Relative spacing of numbers, and the best relative error of a central difference: ε to the power of ⅔. */
const ARITHMETIC = {
  float64: { epsilon: '2.2e−16', best: '4e−11' },
  float32: { epsilon: '1.2e−7', best: '2e−5' },
} as const;

/** Without a verdict, nothing is proved; nor where no relative error could have shown. */
export function provesSomething({ verdict, resolution }: GradientCheck): boolean {
  return verdict === 'incorrect' || (verdict === 'correct' && Number.isFinite(Number(resolution)));
}

/** The idea, with the numbers of this check. */
export function WhyPanel({
  check,
  parameter,
}: {
  check: GradientCheck;
  parameter: ParameterFinding | undefined;
}): VNode {
  return (
    <details class="panel why" open={check.verdict === 'incorrect'}>
      <summary>
        <h3>{provesSomething(check) ? 'Why this comparison proves it' : 'What a comparison proves'}</h3>{' '}
        <span class="note">the idea, with the numbers of this check</span>
      </summary>
      <div class="why-columns">
        <div class="why-figures">
          <SecantTangent />
          <p class="foot">Two calls of f give the numeric slope. Your backward pass gives the analytic one.</p>
          <TwoShapes />
        </div>
        <ol>
          <li>
            <p>
              <strong>The function is the referee.</strong> A gradient is a claim about how <i>f</i> changes. Evaluating{' '}
              <i>f</i> a little to each side of a parameter measures that change without using any of your backward
              code:
            </p>
            <Formula />
            {parameter && <Measurement parameter={parameter} />}
          </li>
          <li>
            <p>
              <Say of={ownError(check, parameter)} />
            </p>
          </li>
          <li>
            <p>
              <strong>A correct gradient falls into the V. A wrong one cannot.</strong> If your value is the true slope,
              the difference is only measurement error, so it moves with <i>h</i>. If it is off by <i>Δ</i>, the
              difference is <i>Δ</i> at every step size: a flat line. <Say of={proof(check, parameter)} />
            </p>
          </li>
          <li>
            <p>
              <strong>What it does not prove.</strong> It holds at the point that was checked, and it takes <i>f</i> as
              given: a wrong forward pass can still have the correct gradient of the wrong function.
            </p>
          </li>
        </ol>
      </div>
    </details>
  );
}

/** The way from the verdict to the panel, which stands far below; it takes a script. */
export function WhyButton(): VNode | null {
  if (!useContext(PageActions)) return null;
  const show = (): void => {
    const panel = document.querySelector<HTMLDetailsElement>('.why');
    if (!panel) return;
    panel.open = true;
    panel.querySelector('summary')?.focus({ preventScroll: true });
    panel.scrollIntoView();
  };
  return (
    <>
      {' '}
      <button type="button" class="link" onClick={show}>
        Why does this prove it?
      </button>
    </>
  );
}

/** The comparison that decided, in the reader's own numbers. */
function Measurement({ parameter }: { parameter: ParameterFinding }): VNode | null {
  const [worst] = worstCoordinates(parameter);
  if (!worst || !Number.isFinite(Number(worst.numeric))) return null;
  const step = Number(worst.step) > 0 ? say`, with steps up to ${short(worst.step)}` : [];
  const { value, bound } = numericOf(worst);
  const numeric = (bound === '' ? value : `${value} ± ${bound}`).replaceAll('-', '−');
  return (
    <p>
      <Say
        of={say`Here, for ${code(coordinateName(parameter, worst))}${step}: numeric ${numeric}, analytic ${precise(worst.analytic).replaceAll('-', '−')}.`}
      />
    </p>
  );
}

function ownError(check: GradientCheck, parameter: ParameterFinding | undefined): Sentence {
  const { epsilon, best } = ARITHMETIC[check.precision];
  const { curve } = parameter ?? {};
  const reached = curve ? Number(curve.envelope[curve.steps.indexOf(curve.chosenStep)]) : Number.NaN;
  const here = reached > 0 ? say`; here it reached ${strong(short(reached))}` : [];
  const { value, noise: sigma } = check;
  const noise =
    value !== undefined && sigma !== undefined && Number(sigma) > 0
      ? say` One value of this function, ${short(value)}, carries noise of ${short(sigma)}.`
      : [];
  return say`${strong('The measurement knows its own error.')} Truncation shrinks with the step, round-off grows as it shrinks. Together they make the V in the plot. In ${check.precision} (ε = ${epsilon}) the best a plain central difference can do is about ${best}${here}.${noise} The step was chosen from these errors alone, without looking at your gradient.`;
}

function proof(check: GradientCheck, parameter: ParameterFinding | undefined): Sentence {
  if (!parameter) return [];
  const resolution = short(parameter.resolution);
  if (check.verdict === 'incorrect' && parameter.verdict === 'incorrect') {
    if (parameter.wrong === 0) return say`Here no value had to be measured: the derivative contradicts itself.`;
    if (!Number.isFinite(Number(parameter.largestRelativeError))) return say`Here it is no finite number at all.`;
    const off = short(parameter.largestRelativeError ?? 'NaN');
    const shown =
      Number(parameter.resolution) > 0 && Number.isFinite(Number(parameter.resolution))
        ? `, where ${resolution} would have shown`
        : '';
    return parameter.curve
      ? say`That is the flat line above: up to ${strong(off)} of the largest slope${shown}.`
      : say`Here it is up to ${strong(off)} of the largest slope${shown}.`;
  }
  if (check.verdict === 'correct') {
    const many = parameter.coverage.coordinates;
    return say`Here no flat line is left in any of ${plural(many, 'coordinate')}: it would have to lie below ${strong(resolution)}.`;
  }
  return say`Here the V could not be measured finely enough, so neither can be said.`;
}
