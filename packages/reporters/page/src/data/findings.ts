import type { ParameterFinding } from './page-data.ts';

/** Partial derivatives that a check is about. */
export const sizeOf = ({ parameters }: { parameters: readonly Pick<ParameterFinding, 'size'>[] }): number =>
  parameters.reduce((sum, { size }) => sum + size, 0);

/** The parameter that the page opens with: the wrong one that is furthest off, else the first undecided one, else the first. */
export function leadingParameter<Finding extends Pick<ParameterFinding, 'verdict' | 'largestRelativeError'>>({
  parameters,
}: {
  parameters: readonly Finding[];
}): Finding | undefined {
  const wrong = parameters.filter(({ verdict }) => verdict === 'incorrect');
  const error = (finding: Finding): number => Number(finding.largestRelativeError);
  if (wrong.length > 0) return wrong.reduce((a, b) => (error(a) >= error(b) ? a : b));
  return parameters.find(({ verdict }) => verdict === 'inconclusive') ?? parameters[0];
}
