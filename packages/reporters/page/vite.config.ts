import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

/**
 * One script and one style, handed on as JSON: the reporter embeds both in every page it writes.
 * @throws Error when the bundle could end its own element, or start a comment, inside HTML
 */
function onePage(): Plugin {
  return {
    name: 'one-page',
    generateBundle: {
      // After Vite's own plugins: one of them adds the style here.
      order: 'post',
      handler(_, bundle) {
        let [script, style] = ['', ''];
        for (const [name, part] of Object.entries(bundle)) {
          if (part.type === 'chunk') script += part.code;
          else if (name.endsWith('.css')) style += part.source;
          else this.error(`The page is one script and one style; the build also made ${name}.`);
          delete bundle[name];
        }
        for (const text of [script, style]) {
          const forbidden = /<\/script|<\/style|<!--/i.exec(text);
          if (forbidden)
            this.error(`The bundle contains "${forbidden[0]}", which would end the element it is embedded in.`);
        }
        this.emitFile({
          type: 'asset',
          fileName: 'page.json',
          source: JSON.stringify({ script: script.trim(), style: style.trim() }),
        });
      },
    },
  };
}

const config: UserConfig = defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  // Elements as calls with the children behind one another: smaller than objects that name them.
  oxc: {
    jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' },
    jsxInject: "import { h, Fragment } from 'preact'",
  },
  resolve: {
    // A scale can interpolate colours and dates, and format its ticks; ours do neither, and that is half of what d3 would bring.
    alias: Object.fromEntries(
      ['d3-interpolate', 'd3-format'].map(name => [
        name,
        fileURLToPath(new URL('src/figures/plain-scales.ts', import.meta.url)),
      ]),
    ),
  },
  build: {
    // What light-dark(), DecompressionStream and <dialog> ask for anyway.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    outDir: 'dist',
    modulePreload: false,
    cssCodeSplit: false,
    reportCompressedSize: false,
    lib: { entry: 'src/main.tsx', formats: ['iife'], name: 'gradcheckPage', fileName: 'page', cssFileName: 'page' },
  },
  plugins: [onePage()],
});

export default config;
