import type { DiagnosisKind } from '../types.ts';
import { counted, named } from './fit.ts';
import { factorText, isBroken, type Split, soleWrong, split } from './split.ts';
import type { ComparedParameter, Pattern, Scene } from './types.ts';
import { NOT_A_NUMBER } from './unknown.ts';

/** Where all that is wrong lies, and nothing that is right: "at the end of axis 1"; undefined when there is no such place. */
type PlaceOf = (parameter: ComparedParameter, parts: Split, scene: Scene) => string | undefined;

/** One parameter, wrong in one place and right elsewhere. */
export const placed =
  (kind: DiagnosisKind, advice: string, placeOf: PlaceOf): Pattern =>
  scene => {
    const parameter = soleWrong(scene);
    if (!parameter) return undefined;
    const parts = split(parameter);
    const { wrong, right } = parts;
    const place = wrong.length > 1 && right.length > 1 && placeOf(parameter, parts, scene);
    if (!place) return undefined;
    return named(
      kind,
      scene.wrong,
      counted(wrong.length + right.length),
      `${isBroken(parameter) ? NOT_A_NUMBER.phrase : 'only'} ${place}`,
      `All ${wrong.length} coordinates that differ lie ${place}, and none of the ${right.length} that agree does.${factorText(parameter)}`,
      advice,
    );
  };
