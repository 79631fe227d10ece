import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { GradientRun } from '@gradcheck/core';
import { render } from 'preact-render-to-string';
import bundle from '../../page/dist/page.json' with { type: 'json' };
import { StaticPage } from '../../page/src/view/static-page.tsx';
import { headline } from '../run/headline.ts';
import { pageData } from './page-data.ts';

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** JSON, gzip, base64: letters that no HTML parser acts upon. */
function packed(data: unknown): string {
  const bytes = gzipSync(JSON.stringify(data), { level: 9 });
  // The byte that names the operating system: same run, same bytes on every machine.
  bytes[9] = 255;
  return bytes.toString('base64');
}

/** The mark of the page's top bar, for the tab. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'%3E%3Cpath d='M2 3h16L10 17z' fill='none' stroke='%236f7a87' stroke-width='2.4' stroke-linejoin='round'/%3E%3C/svg%3E";

/** The whole page: one file, no request, readable without script and without style. Same run, same bytes. */
export function renderHtml(run: GradientRun): string {
  const { script, style } = bundle;
  const policy = `default-src 'none'; script-src ${digest(script)}; style-src ${digest(style)}; img-src data:; base-uri 'none'; form-action 'none'`;
  const data = pageData(run);
  const title = render(<title>{`${headline(run)} ${run.project}`}</title>);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="gradcheck">
${title}
<link rel="icon" href="${ICON}">
<style>${style}</style>
</head>
<body>
<div id="page">${render(<StaticPage data={data} />)}</div>
<script type="application/octet-stream" id="data">${packed(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}
