// Runs the museum of bugs as plain failing checks, for their messages.
import { checkGradients } from '@gradcheck/core';
import { failureMessage } from '@gradcheck/core/matcher';
import { museum } from '../src/museum/index.ts';

for (const { model, at, mistakes } of museum) {
  for (const { title, wrong } of mistakes) {
    const message = failureMessage(checkGradients(wrong, { at: at(Float64Array) }), { negated: false });
    process.stdout.write(`\n── ${model}: ${title}\n\n${message}\n`);
  }
}
