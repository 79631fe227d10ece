/** `maxEvaluations` is used up. */
export class BudgetSpent extends Error {}

/** The user's function wrote to its argument although the first calls did not: the check starts again, on copies. */
export class LateMutation extends Error {
  readonly paths: readonly string[];

  constructor(paths: readonly string[]) {
    super('a function wrote to its argument');
    this.paths = paths;
  }
}
