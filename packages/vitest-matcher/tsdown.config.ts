import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: { index: 'src/index.ts', setup: 'src/setup.ts', annotate: 'src/annotations.ts', reporter: 'src/reporter.ts' },
  format: ['esm'],
  dts: true,
  platform: 'neutral',
  target: 'es2022',
  fixedExtension: false,
  deps: { onlyBundle: [], neverBundle: [/^node:/] },
});
