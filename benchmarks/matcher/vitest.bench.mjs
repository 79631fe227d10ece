import { checkGradients } from '@gradcheck/core';
import { expect, test } from 'vitest';
import { measure } from './overhead.cjs';

const before = process.cpuUsage();
await import('@gradcheck/vitest-matcher/setup');
const { user, system } = process.cpuUsage(before);

test('overhead', () => measure(expect, checkGradients, (user + system) / 1000));
