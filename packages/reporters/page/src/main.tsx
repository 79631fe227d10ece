import './style/index.css';
import { render } from 'preact';
import { App } from './browser/app.tsx';
import { readData } from './browser/read-data.ts';
import { restoreTheme } from './browser/theme.ts';

/** The static markup gives way to the page with a reader; if the data cannot be read it stays, and reads as it is. */
async function start(): Promise<void> {
  restoreTheme();
  document.documentElement.classList.add('js');
  const block = document.getElementById('data');
  const root = document.getElementById('page');
  if (!block || !root) return;
  const data = await readData(block.textContent ?? '');
  root.replaceChildren();
  render(<App data={data} />, root);
  // The address led to a place in the static markup; the page with a reader begins at its top.
  if (location.hash) scrollTo(0, 0);
  root.dataset.ready = '';
  performance.mark('gradcheck-ready');
}

start().catch(() => {
  // An old browser without DecompressionStream: what is static is all that can be shown.
  document.documentElement.classList.remove('js');
});
