import type { Diagnosis } from '../types.ts';
import { factorTexts } from './factors.ts';
import { agreement, type Claim, type Fit, fitOf, joinFits, named, scaleOf } from './fit.ts';
import { commonScaling, factorData, isNoAccident } from './scaled.ts';
import type { ComparedParameter, Scene } from './types.ts';

/** The entries of one parameter's claim put elsewhere. */
export interface Rearrangement {
  /** "With its two axes swapped". */
  readonly undone: string;
  /** "it looks transposed". */
  readonly phrase: string;
  readonly claim: Claim;
  readonly advice: string;
}

/** One that the report lists among what would explain a wrong claim. */
export interface Correction extends Rearrangement {
  /** Imperative: "transpose it". */
  readonly correction: string;
}

/** Every way in which one kind of mistake may have put a parameter's entries elsewhere. */
export type Rearrangements = (parameter: ComparedParameter, scene: Scene) => Rearrangement[];

/** Coordinates that two mistakes together need to show. */
const TWO_MISTAKES = 4;

type Choice = ReadonlyMap<ComparedParameter, Rearrangement>;

/**
 * The first rearrangement of each wrong parameter that explains it.
 * @param andScaled - together with one factor
 */
export function explainRearranged(
  kind: Diagnosis['kind'],
  scene: Scene,
  rearrangements: Rearrangements,
  andScaled: boolean,
): Diagnosis | undefined {
  const { wrong } = scene;
  if (wrong.length === 0 || wrong.some(parameter => scaleOf(parameter) === 0)) return undefined;
  const choice = new Map<ComparedParameter, Rearrangement>();
  for (const parameter of wrong) {
    const alone = { ...scene, wrong: [parameter] };
    const found = rearrangements(parameter, scene).find(({ claim }) =>
      andScaled ? commonScaling(alone, () => claim) : fitOf(parameter, claim).explains,
    );
    if (!found) return undefined;
    choice.set(parameter, found);
  }
  if (!andScaled) return texts(kind, wrong, choice, joinFits(wrong.map(p => fitOf(p, choice.get(p)!.claim))));
  const scaling = commonScaling(scene, parameter => choice.get(parameter)!.claim);
  if (!scaling || scaling.fit.compared < TWO_MISTAKES || !isNoAccident(scaling, wrong)) return undefined;
  return {
    ...texts(kind, wrong, choice, scaling.fit, factorTexts(scaling.factor, scaling.known)),
    ...factorData(scaling),
    also: scaling.factor === -1 ? 'sign-flipped' : 'scaled',
  };
}

function texts(
  kind: Diagnosis['kind'],
  wrong: readonly ComparedParameter[],
  choice: Choice,
  fit: Fit,
  scaling?: { readonly undone: string; readonly times: string },
): Diagnosis {
  const { undone, phrase, advice } = choice.get(wrong[0]!)!;
  return named(
    kind,
    wrong,
    fit,
    phrase + (scaling ? ` and ${scaling.times}` : ''),
    `${undone}${scaling ? ` and ${scaling.undone}` : ','} ${agreement(fit)}.`,
    advice,
  );
}
