import { relative, resolve } from 'node:path';
import type { GradientReporter } from '../reporter.ts';
import { REPORT_VARIABLE } from './report-address.ts';

/**
 * Tells the workers where the report of this run will be, so that a failing assertion can name its place in it.
 * @param projects - how many run: in several, tests of one name have addresses that only the whole run knows
 */
export function announceReport(reporters: readonly GradientReporter[], projects: number): void {
  const page = reporters.find(reporter => reporter.page !== undefined)?.page;
  if (page === undefined) {
    delete process.env[REPORT_VARIABLE];
    return;
  }
  const path = relative(process.cwd(), resolve(page)).replaceAll('\\', '/');
  process.env[REPORT_VARIABLE] = projects > 1 ? path : `${path}#/`;
}
