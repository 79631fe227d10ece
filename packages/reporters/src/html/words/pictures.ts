import type { InconclusiveEvidence, SteepShape } from '@gradcheck/core';
import { ENOUGH, knownSlopes } from '../../../page/src/figures/growing-slope.tsx';
import { type Sentence, say } from '../../../page/src/words/say.tsx';

/** Title of a figure, and the sentences under it. */
interface PictureWords {
  readonly title: Sentence;
  readonly note: Sentence;
}

/** What the picture of a reason shows. */
export function pictureWords(evidence: InconclusiveEvidence): PictureWords {
  switch (evidence.reason) {
    case 'nondeterministic':
      return {
        title: say`Same input, different values`,
        note: say`A slope is a small change of f. It cannot be measured under larger changes that come from nowhere.`,
      };
    case 'kink':
      return {
        title: say`Two slopes at one point`,
        note: say`A derivative is one number. Here the function has one slope on the left and another on the right.`,
      };
    case 'discontinuous':
      return {
        title: say`A jump has no slope`,
        note: say`The smaller the step across it, the larger the quotient: it does not settle on any number.`,
      };
    case 'too-noisy':
      return {
        title: say`What could be noticed`,
        note: say`Noise of the value limits how small an error can be seen. The mark is what a verdict needs.`,
      };
    case 'not-finite':
      return {
        title: say`No finite value to take a difference of`,
        note: say`A slope is a difference of two values. Beside the point, or at it, the function has none.`,
      };
    case 'infinite-slope': {
      const shape = STEEP[evidence.shape ?? 'unknown'];
      const isGrowth = knownSlopes(evidence).length >= ENOUGH;
      return {
        title: say`The smaller the step, the steeper`,
        note: isGrowth
          ? say`${shape}Where there is a derivative, this line flattens out at its value. Here it goes on.`
          : say`${shape}A derivative would be one finite slope.`,
      };
    }
    case 'budget':
      return {
        title: say`How far the budget went`,
        note: say`Every coordinate takes a few evaluations of the function; random directions take fewer.`,
      };
  }
}

const STEEP: Readonly<Record<SteepShape | 'unknown', string>> = {
  cusp: 'At a cusp the two sides have slopes of opposite signs. ',
  'vertical-tangent': 'At a vertical tangent both sides have slopes of one sign. ',
  'edge-of-domain': 'At the edge of its domain the function has one side only. ',
  unknown: '',
};
