import { describe, expect, test } from 'vitest';
import { museum } from '../../src/museum/index.ts';

// Fails from top to bottom, for what the failures say. Run it with: npm run demo:museum
for (const { model, at, mistakes } of museum) {
  describe(model, () => {
    for (const { title, story, wrong } of mistakes) {
      test(title, async () => {
        await expect(wrong, story).toHaveCorrectGradients({ at: at(Float64Array) });
      });
    }
  });
}
