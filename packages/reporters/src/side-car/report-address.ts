import { addressOf } from '../run/address.ts';

/** Environment variable by which a run's reporter tells the workers where the page will be; with `#/` when checks have addresses. */
export const REPORT_VARIABLE = 'GRADCHECK_REPORT';

/**
 * Where the report of this run will show a check; undefined when there will be none.
 * @param check - of checks in files of one name and tests of one title, the first has this address
 */
export function reportAddress(check: Parameters<typeof addressOf>[0]): string | undefined {
  const page = globalThis.process?.env?.[REPORT_VARIABLE];
  if (!page) return undefined;
  return page.endsWith('#/') ? `${page}${addressOf(check)}` : page;
}
