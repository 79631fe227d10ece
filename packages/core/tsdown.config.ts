import { defineConfig } from 'tsdown';

/**
 * Jest and the vm pools of Vitest run tests in a context whose global names are looked up anew at every use, some hundred times slower
 * than a local one. The loops of the core are full of Math.
 */
const LOCALS = 'const { Float64Array, Infinity, Math, Number } = globalThis;';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    matcher: 'src/matcher/index.ts',
    tfjs: 'src/adapters/tfjs.ts',
    workers: 'src/workers/index.ts',
    jax: 'src/adapters/jax.ts',
  },
  format: ['esm', 'cjs'],
  dts: true,
  // Constants stand where they are used: a bundler leaves them names. All other names stay, and a line for every statement.
  minify: { compress: { sequences: false, joinVars: false }, mangle: false, codegen: false },
  platform: 'neutral',
  target: 'es2022',
  // A local name is shorter than a member of one.
  define: { 'Number.POSITIVE_INFINITY': 'Infinity', 'Number.NEGATIVE_INFINITY': '-Infinity' },
  fixedExtension: false,
  outputOptions: { intro: ({ fileName }) => (/\.d\.[cm]?ts$/.test(fileName) ? '' : LOCALS) },
  deps: { onlyBundle: [] },
});
