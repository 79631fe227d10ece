import open from 'open';
import { createProgram } from './command/program.ts';

const program = createProgram(
  {
    print: line => process.stdout.write(`${line}\n`),
    warn: line => process.stderr.write(`${line}\n`),
  },
  open,
);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`gradcheck: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
