import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { github } from '../github/github.ts';
import { html } from '../html/html.ts';
import { json } from '../json/json.ts';
import { junit } from '../junit/junit.ts';
import type { GradientReporter } from '../reporter.ts';

type Options = Record<string, unknown>;

const BUILT_IN: Readonly<Record<string, (options: never) => GradientReporter>> = { html, junit, json, github };

/**
 * A reporter by its built-in name, or the default export of a module: a reporter, or a function or class that makes one.
 * @param root - folder that relative paths and packages are looked up from
 * @throws Error when there is none, saying which names are known
 */
export async function resolveReporter(name: string, options: Options, root: string): Promise<GradientReporter> {
  const known = BUILT_IN[name];
  if (known) return known({ ...options, ...absoluteOutput(options, root) } as never);
  const path = name.startsWith('.') ? resolve(root, name) : createRequire(resolve(root, 'package.json')).resolve(name);
  const module = (await import(pathToFileURL(path).href)) as { default?: unknown };
  const exported = (module.default as { default?: unknown } | undefined)?.default ?? module.default;
  const made = typeof exported === 'function' ? make(exported as Factory, options) : exported;
  if (typeof (made as GradientReporter | undefined)?.onRunEnd === 'function') return made as GradientReporter;
  throw new Error(
    `"${name}" is no gradient reporter: expected a default export with onRunEnd(run), or a function that makes one. Built in are ${Object.keys(BUILT_IN).join(', ')}.`,
  );
}

type Factory = ((options: Options) => unknown) & { prototype?: { onRunEnd?: unknown } };

function make(factory: Factory, options: Options): unknown {
  const Class = factory as unknown as new (options: Options) => unknown;
  return factory.prototype?.onRunEnd ? new Class(options) : factory(options);
}

function absoluteOutput({ outputFile }: Options, root: string): Options {
  return typeof outputFile === 'string' ? { outputFile: resolve(root, outputFile) } : {};
}
