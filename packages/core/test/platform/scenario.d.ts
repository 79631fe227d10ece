export function scenario(core: typeof import('@gradcheck/core')): string;
