import type { Diagnosis, GradientCheck, ParameterFinding } from '@gradcheck/core';
import { leadingParameter, sizeOf } from '../../../page/src/data/findings.ts';
import { count, short } from '../../../page/src/numbers.ts';
import { code, listOf, type Sentence, say, strong } from '../../../page/src/words/say.tsx';
import { inconclusiveWords } from './inconclusive.ts';

/** One sentence large, one or two normal. */
export interface VerdictWords {
  readonly large: Sentence;
  readonly normal: Sentence;
}

const FORMS = {
  gradient: 'gradient',
  vjp: 'vector-Jacobian product',
  jvp: 'Jacobian-vector product',
  jacobian: 'Jacobian',
  hvp: 'Hessian-vector product',
  hessian: 'Hessian',
} as const;

/** What is compared at each coordinate, one and many. */
const COMPARED = {
  gradient: ['partial derivative', 'partial derivatives'],
  vjp: ['entry of the vector-Jacobian product', 'entries of the vector-Jacobian product'],
  jvp: ['directional derivative', 'directional derivatives'],
  jacobian: ['column of the Jacobian', 'columns of the Jacobian'],
  hvp: ['entry of the Hessian-vector product', 'entries of the Hessian-vector product'],
  hessian: ['column of the Hessian', 'columns of the Hessian'],
} as const;

function compared(n: number, parameters: readonly ParameterFinding[]): string {
  const forms = new Set(parameters.map(({ derivative }) => derivative));
  const [form] = forms;
  const [one, many] = form && forms.size === 1 ? COMPARED[form] : ['derivative', 'derivatives'];
  return n === 1 ? one : many;
}

export function verdictWords(check: GradientCheck): VerdictWords {
  if (check.verdict === 'correct') return correctWords(check);
  if (check.verdict === 'inconclusive') return inconclusiveWords(check);
  return incorrectWords(check);
}

function correctWords(check: GradientCheck): VerdictWords {
  const n = sizeOf(check);
  const resolution = Number(check.resolution);
  const verdict = check.accept ? 'accepted' : 'correct';
  const what = compared(n, check.parameters);
  const large = n === 1 ? say`The ${what} is ${verdict}.` : say`All ${count(n)} ${what} are ${verdict}.`;
  if (!Number.isFinite(resolution)) {
    const isAtCorner = check.parameters.some(({ coordinates }) => coordinates.some(({ status }) => status === 'kink'));
    return isAtCorner
      ? { large, normal: say`The function has a corner here, and what is claimed lies between its one-sided slopes.` }
      : {
          large: say`${n === 1 ? `The ${what} is` : `All ${count(n)} ${what} are`} zero within rounding, and ${verdict} as far as that can show.`,
          normal: say`Analytic and numeric values both vanish, so a wrong factor could not show.`,
        };
  }
  const agree = check.accept
    ? say`Analytic and numeric values differ nowhere by more than the error bound of the numeric ones and what ${code('accept')} allows.`
    : say`Analytic and numeric values agree${n === 1 ? '' : ' everywhere'} within the error bound of the numeric ones.`;
  // Where both sides vanish, no wrong factor could show.
  const blind = check.parameters.filter(parameter => !Number.isFinite(Number(parameter.resolution)));
  const except =
    blind.length === 0
      ? []
      : say`, but not in ${blind.length > 4 ? [`${blind.length} parameters`] : listOf(blind.map(({ path }) => path))}`;
  const noticed =
    resolution === 0
      ? say`Both are exact: ${strong('any error would have been noticed')}${except}.`
      : say`${strong(`A relative error of ${short(resolution)} or more would have been noticed`)}${except}.`;
  const float32 =
    check.precision === 'float32'
      ? ' The function computes in float32, which limits how finely a slope can be measured.'
      : '';
  return { large, normal: say`${agree} ${noticed}${float32}` };
}

function incorrectWords(check: GradientCheck): VerdictWords {
  const wrong = check.parameters.filter(({ verdict }) => verdict === 'incorrect');
  const worst = leadingParameter(check);
  const likely = check.diagnoses.find(isTelling);
  const evidence = likely ? evidenceOf(likely, wrong.length) : [];
  if (!worst || wrong.length === 0) {
    return { large: say`The derivative is wrong${likely ? `: ${likely.phrase}` : ''}.`, normal: evidence };
  }
  const right = check.parameters.length - wrong.length;
  const others =
    right === 0 ? '' : right === 1 ? 'The other parameter is correct.' : `The other ${right} parameters are correct.`;
  return {
    large: headlineOf(check, worst, wrong, likely),
    normal: joined(isCounted(wrong, likely) ? differing(wrong, likely) : [], evidence, [others]),
  };
}

/** Phrase of a diagnosis that has nothing to say. */
const UNRECOGNISED = 'the cause is not recognised';

const isTelling = ({ kind, phrase }: Diagnosis): boolean => kind !== 'unknown' || phrase !== UNRECOGNISED;

/** Where no numbers were held against each other, or not one by one, the evidence stands alone. */
function isCounted(wrong: readonly ParameterFinding[], likely: Diagnosis | undefined): boolean {
  return likely?.kind !== 'unknown' && wrong.some(parameter => parameter.wrong > 0);
}

/** Sentences, one space apart. */
function joined(...sentences: readonly Sentence[]): Sentence {
  const told = sentences.filter(sentence => sentence.some(part => part !== ''));
  return told.flatMap((sentence, k) => (k === 0 ? sentence : say` ${sentence}`));
}

function headlineOf(
  { diagnoses }: GradientCheck,
  worst: ParameterFinding,
  wrong: readonly ParameterFinding[],
  likely: Diagnosis | undefined,
): Sentence {
  if (wrong.length === 1 && worst.wrong === 1 && worst.size > 1) {
    return say`One coordinate of ${code(worst.path)} out of ${count(worst.size)} is wrong.`;
  }
  // A cause is the headline when it is the only one, and explains all that is wrong.
  const cause = likely && diagnoses.length === 1 && likely.where.length >= wrong.length ? likely.phrase : undefined;
  const isOne = wrong.length === 1;
  const names = wrong.length > 4 ? say`${wrong.length} parameters` : listOf(wrong.map(({ path }) => path));
  const subject = say`${FORMS[worst.derivative]}${isOne ? '' : 's'} of ${names}`;
  const verb = (text: string): string => (isOne ? text : text.replace(/^is\b/, 'are').replace(/^(\w+)s\b/, '$1'));
  if (cause?.startsWith('it ')) return say`The ${subject} ${verb(cause.slice(3))}.`;
  if (cause?.startsWith('its sign '))
    return say`The sign${isOne ? '' : 's'} of the ${subject} ${verb(cause.slice(9))}.`;
  return say`The ${subject} ${verb('is')} wrong${cause ? `: ${cause}` : ''}.`;
}

function differing(wrong: readonly ParameterFinding[], likely: Diagnosis | undefined): Sentence {
  const sum = (key: 'wrong' | 'size'): number => wrong.reduce((total, parameter) => total + parameter[key], 0);
  const about = wrong.some(({ wrongIsEstimate }) => wrongIsEstimate) ? 'About ' : '';
  const amount = strong(`${about}${count(sum('wrong'))} of ${count(sum('size'))}`);
  const what = compared(sum('size'), wrong);
  const which = sum('size') === 1 ? say`The ${what}` : say`${amount} ${what}`;
  const verb = sum('wrong') === 1 ? 'differs' : 'differ';
  const rest = wrong.length === 1 ? diagonal(wrong[0]!, likely) : '';
  return say`${which} ${verb} from the numeric one by more than its error bound${rest}.`;
}

/** What a transposed square matrix gets right by itself. */
function diagonal(worst: ParameterFinding, likely: Diagnosis | undefined): string {
  const agreeing = worst.size - worst.wrong;
  if (likely?.kind !== 'transposed' || worst.wrongIsEstimate || agreeing === 0) return '';
  const right = worst.coordinates.filter(({ status }) => status === 'agrees');
  const onDiagonal = right.length === agreeing && right.every(({ index: [i, j] }) => i === j);
  return onDiagonal ? `; the ${agreeing} that agree are the diagonal` : '';
}

/** The sentence with the supporting number, in the words of the page where they are plainer. */
function evidenceOf({ kind, evidence, fit, where }: Diagnosis, wrong: number): Sentence {
  // Of some of several it says which.
  const [whose, of] =
    where.length < wrong ? ['the', say` of ${listOf(where)}`] : [where.length > 1 ? 'their' : 'its', []];
  if (kind === 'transposed' && fit.agreeing === fit.compared) {
    return say`Swap ${whose} two axes${of} and all ${count(fit.compared)} agree within the error bound.`;
  }
  if (kind === 'sign-flipped' && fit.agreeing === fit.compared) {
    return say`Change ${whose} sign${where.length > 1 ? 's' : ''}${of} and all ${count(fit.compared)} agree within the error bound.`;
  }
  return [evidence.replace(/(\de)-(?=\d)/g, '$1−')];
}
