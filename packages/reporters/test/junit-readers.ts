import { DOMParser, type Element } from '@xmldom/xmldom';
import { XMLParser } from 'fast-xml-parser';
import { SaxesParser } from 'saxes';
import { Parser } from 'xml2js';

/** What every reader of JUnit XML wants to know. */
interface ReadCase {
  readonly classname: string;
  readonly name: string;
  readonly outcome: 'passed' | 'failure' | 'error';
  readonly message: string;
  readonly text: string;
}

export interface Reading {
  readonly cases: readonly ReadCase[];
  /** Sums of what the suites say about themselves. */
  readonly stated: { readonly tests: number; readonly failures: number; readonly errors: number };
}

type Attributes = Readonly<Record<string, string>>;

function stated(suites: readonly Attributes[]): Reading['stated'] {
  const sum = (name: string): number => suites.reduce((total, suite) => total + Number(suite[name]), 0);
  return { tests: sum('tests'), failures: sum('failures'), errors: sum('errors') };
}

function readWithFastXmlParser(xml: string): Reading {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    textNodeName: 'text',
    trimValues: false,
    parseTagValue: false,
    isArray: name => name === 'testcase' || name === 'testsuite',
    processEntities: { enabled: true, maxTotalExpansions: 1e7, maxExpandedLength: 1e9 },
    htmlEntities: true,
  });
  const suites = parser.parse(xml).testsuites.testsuite ?? [];
  const cases = suites.flatMap((suite: { testcase?: unknown[] }) => suite.testcase ?? []);
  return {
    stated: stated(suites),
    cases: cases.map(({ classname, name, failure, error }: Record<string, never>) => ({
      classname,
      name,
      ...outcome(failure, error),
    })),
  };
}

function outcome(
  failure: (Attributes & { text?: string }) | undefined,
  error: (Attributes & { text?: string }) | undefined,
): Pick<ReadCase, 'outcome' | 'message' | 'text'> {
  const problem = failure ?? error;
  return {
    outcome: failure ? 'failure' : error ? 'error' : 'passed',
    message: problem?.message ?? '',
    text: problem?.text ?? '',
  };
}

function readWithXmldom(xml: string): Reading {
  const document = new DOMParser({
    onError: (level, message) => {
      // A replacement character is what a name may hold, or what became of half a surrogate: no fault of the encoding.
      if (level === 'warning' && message.startsWith('Unicode replacement character')) return;
      throw new Error(`${level}: ${message}`);
    },
  }).parseFromString(xml, 'text/xml');
  const all = (name: string): Element[] => Array.from(document.getElementsByTagName(name));
  const attributes = (element: Element): Attributes =>
    Object.fromEntries(Array.from(element.attributes).map(({ name, value }) => [name, value]));
  const inside = (element: Element, name: string) => {
    const found = element.getElementsByTagName(name).item(0);
    return found ? { ...attributes(found), text: found.textContent ?? '' } : undefined;
  };
  return {
    stated: stated(all('testsuite').map(attributes)),
    cases: all('testcase').map(element => {
      const { classname, name } = attributes(element);
      return { classname: classname!, name: name!, ...outcome(inside(element, 'failure'), inside(element, 'error')) };
    }),
  };
}

function readWithSaxes(xml: string): Reading {
  const suites: Attributes[] = [];
  const cases: { -readonly [K in keyof ReadCase]: ReadCase[K] }[] = [];
  const parser = new SaxesParser();
  let isProblem = false;
  parser.on('error', error => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'testsuite') suites.push(attributes as Attributes);
    if (name === 'testcase') {
      const { classname, name: title } = attributes as Attributes;
      cases.push({ classname: classname!, name: title!, outcome: 'passed', message: '', text: '' });
    }
    isProblem = name === 'failure' || name === 'error';
    if (isProblem) Object.assign(cases.at(-1)!, { outcome: name, message: (attributes as Attributes).message });
  });
  parser.on('text', text => {
    if (isProblem) cases.at(-1)!.text += text;
  });
  parser.on('closetag', () => {
    isProblem = false;
  });
  parser.write(xml).close();
  return { stated: stated(suites), cases };
}

function readWithXml2js(xml: string): Reading {
  let tree:
    | { testsuites: string | { testsuite?: { $: Attributes; testcase?: Record<string, never>[] }[] } }
    | undefined;
  // Synchronous unless it is told otherwise.
  new Parser().parseString(xml, (error, result) => {
    if (error) throw error;
    tree = result;
  });
  const suites = typeof tree!.testsuites === 'string' ? [] : (tree!.testsuites.testsuite ?? []);
  const problem = (found: [string | { $: Attributes; _?: string }] | undefined) =>
    found && typeof found[0] === 'object' ? { ...found[0].$, text: found[0]._ ?? '' } : undefined;
  return {
    stated: stated(suites.map(({ $ }) => $)),
    cases: suites
      .flatMap(({ testcase = [] }) => testcase)
      .map(({ $, failure, error }) => {
        const { classname, name } = $ as unknown as Attributes;
        return { classname: classname!, name: name!, ...outcome(problem(failure), problem(error)) };
      }),
  };
}

/** Parsers that share no code; the first comes with the writer. */
export const readers: Readonly<Record<string, (xml: string) => Reading>> = {
  'fast-xml-parser': readWithFastXmlParser,
  '@xmldom/xmldom': readWithXmldom,
  saxes: readWithSaxes,
  xml2js: readWithXml2js,
};
