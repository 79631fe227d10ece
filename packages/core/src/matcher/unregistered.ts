/** Whether a test failed because nobody gave the matcher to its `expect`: the words of Vitest and of Jest. */
export function isUnregistered(failure: string): boolean {
  return /Invalid Chai property: toHaveCorrectGradients|toHaveCorrectGradients is not a function/.test(failure);
}
