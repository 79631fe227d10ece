import type { VNode } from 'preact';

type Part = string | { readonly code: string } | { readonly strong: string } | { readonly quiet: string };

/** A sentence with marked parts: one source for the page and for Markdown, and no markup that a name could forge. */
export type Sentence = readonly Part[];

export const code = (text: string): Part => ({ code: text });
export const strong = (text: string): Part => ({ strong: text });

/** Template tag: parts stay parts, sentences are spliced in, everything else is text; text beside text is one part. */
export function say(texts: TemplateStringsArray, ...parts: readonly (Part | number | Sentence)[]): Sentence {
  const all: Part[] = [];
  const add = (part: Part): void => {
    const last = all.length - 1;
    if (typeof part === 'string' && typeof all[last] === 'string') all[last] += part;
    else if (part !== '') all.push(part);
  };
  texts.forEach((text, k) => {
    add(text);
    const part = parts[k] ?? '';
    if (Array.isArray(part)) (part as Sentence).forEach(add);
    else add(typeof part === 'number' ? String(part) : (part as Part));
  });
  return all;
}

/** `a, b and c`, in code. */
export function listOf(names: readonly string[]): Sentence {
  return names.flatMap((name, k): Part[] => {
    const joint = k === 0 ? '' : k === names.length - 1 ? ' and ' : ', ';
    return joint ? [joint, code(name)] : [code(name)];
  });
}

export function Say({ of }: { of: Sentence }): VNode {
  return (
    <>
      {of.map((part, k) => {
        if (typeof part === 'string') return part;
        if ('code' in part) return <code key={k}>{part.code}</code>;
        if ('strong' in part) return <strong key={k}>{part.strong}</strong>;
        return (
          <span key={k} class="quiet">
            {part.quiet}
          </span>
        );
      })}
    </>
  );
}

/** Characters that Markdown or its HTML would act upon. */
const escaped = (text: string): string => text.replace(/[\\`*_{}[\]<>()#|~!]/g, '\\$&').replace(/\s*\n\s*/g, ' ');

/** Code in as many backticks as the text itself does not hold. */
export function markdownCode(text: string): string {
  const flat = text.replace(/\s*\n\s*/g, ' ');
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${flat} ${fence}` : `${fence}${flat}${fence}`;
}

export function toMarkdown(sentence: Sentence): string {
  return sentence
    .map(part => {
      if (typeof part === 'string') return escaped(part);
      if ('code' in part) return markdownCode(part.code);
      if ('strong' in part) return `**${escaped(part.strong)}**`;
      return escaped(part.quiet);
    })
    .join('');
}
