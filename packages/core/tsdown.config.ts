import { defineConfig } from 'tsdown';

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
  platform: 'neutral',
  target: 'es2022',
  fixedExtension: false,
  deps: { onlyBundle: [] },
});
