// Runs the museum of bugs as plain failing checks, for their messages.
import { checkGradients } from '@gradcheck/core';
import { failureMessage } from '@gradcheck/core/matcher';
import { museum } from '../src/museum/pieces.ts';

for (const { title, subject, at } of museum) {
  process.stdout.write(`\n── ${title}\n\n${failureMessage(checkGradients(subject, { at }), { negated: false })}\n`);
}
