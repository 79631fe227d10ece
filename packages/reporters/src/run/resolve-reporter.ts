import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { github } from '../github/github.ts';
import { html } from '../html/html.ts';
import { json } from '../json/json.ts';
import { junit } from '../junit/junit.ts';
import type { GradientReporter } from '../reporter.ts';

type Options = Readonly<Record<string, unknown>>;

/** A reporter, or the name of one with its options: a built-in name, or a module with a default export. */
export type ReporterEntry = GradientReporter | string | readonly [name: string, options?: Options];

const outputFile = v.optional(v.string());

/** Built-in reporters, and the options that a configuration file may give them. */
const BUILT_IN = {
  html: [html, v.strictObject({ outputFile })],
  junit: [
    junit,
    v.strictObject({
      outputFile,
      flavor: v.optional(v.picklist(['default', 'strict'])),
      attachments: v.optional(v.array(v.string())),
    }),
  ],
  json: [json, v.strictObject({ outputFile })],
  github: [github, v.strictObject({ summaryFile: v.optional(v.string()) })],
} as const;

const NAMES = Object.keys(BUILT_IN).join(', ');

/**
 * Reporters as a configuration names them. One that cannot be had becomes one that fails when the run ends: it is
 * reported like any other failure, and stops neither the others nor the run.
 * @param entries - the page alone where a configuration names none
 * @param root - folder that relative paths and packages are looked up from
 */
export function resolveReporters(
  entries: readonly ReporterEntry[] | undefined,
  root: string,
): Promise<GradientReporter[]> {
  return Promise.all(
    (entries ?? ['html']).map(async entry => {
      if (typeof entry !== 'string' && 'onRunEnd' in entry) return placed(entry, root);
      const [name, options] = typeof entry === 'string' ? [entry] : entry;
      try {
        return await resolveReporter(name, options ?? {}, root);
      } catch (error) {
        return { name, onRunEnd: () => Promise.reject(error) };
      }
    }),
  );
}

/**
 * A reporter by its built-in name, or the default export of a module: a reporter, or a function or class that makes one.
 * @param root - folder that relative paths and packages are looked up from
 * @throws Error when there is none, saying which names are known, or when a built-in one does not know an option
 */
export async function resolveReporter(name: string, options: Options, root: string): Promise<GradientReporter> {
  if (Object.hasOwn(BUILT_IN, name)) return builtIn(name as keyof typeof BUILT_IN, options, root);
  const module = (await import(await locate(name, root))) as { default?: unknown };
  const exported = (module.default as { default?: unknown } | undefined)?.default ?? module.default;
  const made = typeof exported === 'function' ? make(exported as Factory, options) : exported;
  if (typeof (made as GradientReporter | undefined)?.onRunEnd === 'function')
    return placed(made as GradientReporter, root);
  throw new Error(
    `"${name}" is no gradient reporter: expected a default export with onRunEnd(run), or a function that makes one. Built in are ${NAMES}.`,
  );
}

function builtIn(name: keyof typeof BUILT_IN, options: Options, root: string): GradientReporter {
  const [create, schema] = BUILT_IN[name];
  const result = v.safeParse(schema, options);
  if (!result.success) {
    const [issue] = result.issues;
    const known = Object.keys(schema.entries).join(', ');
    const at = v.getDotPath(issue) ?? 'their root';
    const wrong =
      issue.expected === 'never' ? `there is no option ${at}` : `its options are wrong: at ${at}, ${issue.message}`;
    throw new Error(`${wrong}. It knows ${known}.`);
  }
  return placed((create as (options: Options) => GradientReporter)(options), root);
}

const placed = (reporter: GradientReporter, root: string): GradientReporter => reporter.within?.(root) ?? reporter;

/** Address of a module: a path, or a package installed where the tests are. */
async function locate(name: string, root: string): Promise<string> {
  if (name.startsWith('.') || isAbsolute(name)) return pathToFileURL(resolve(root, name)).href;
  const { resolve: resolvePackage } = await import('import-meta-resolve');
  try {
    return resolvePackage(name, pathToFileURL(resolve(root, 'package.json')).href);
  } catch (cause) {
    throw new Error(
      `no reporter of this name is built in, and no package of this name is installed at ${root}. Built in are ${NAMES}; a file is named './like-this.js'.`,
      { cause },
    );
  }
}

type Factory = ((options: Options) => unknown) & { prototype?: { onRunEnd?: unknown } };

function make(factory: Factory, options: Options): unknown {
  const Class = factory as unknown as new (options: Options) => unknown;
  return factory.prototype?.onRunEnd ? new Class(options) : factory(options);
}
