import { toHaveCorrectGradients } from '@gradcheck/jest-matcher';
import '@gradcheck/jest-matcher/globals';
import { expect } from '@jest/globals';

const value = (p: { w: number[] }): number => p.w.reduce((sum, x) => sum + x * x, 0);
const gradient = (p: { w: number[] }): { w: number[] } => ({ w: p.w.map(x => 2 * x) });

export const checked: Promise<void> = expect({ value, gradient }).toHaveCorrectGradients({ at: { w: [1] }, seed: 1 });
export const negated: Promise<void> = expect({ value, gradient }).not.toHaveCorrectGradients({ at: { w: [1] } });

expect.extend({ toHaveCorrectGradients });
