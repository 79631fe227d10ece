import type { DerivativeForm, ParameterFinding } from '../types.ts';

/** What is compared at each coordinate, one and many. */
const NOUNS: Record<DerivativeForm, readonly [string, string]> = {
  gradient: ['partial derivative', 'partial derivatives'],
  vjp: ['entry of the vjp', 'entries of the vjp'],
  jvp: ['directional derivative', 'directional derivatives'],
  jacobian: ['column of the Jacobian', 'columns of the Jacobian'],
  hvp: ['entry of the hvp', 'entries of the hvp'],
  hessian: ['column of the Hessian', 'columns of the Hessian'],
};

/** What a number of compared coordinates is a number of. */
export function derivativeNoun(n: number, parameters: readonly Pick<ParameterFinding, 'derivative'>[]): string {
  const forms = new Set(parameters.map(({ derivative }) => derivative));
  const [form] = forms;
  const [one, many] = form && forms.size === 1 ? NOUNS[form] : ['derivative', 'derivatives'];
  return n === 1 ? one : many;
}
