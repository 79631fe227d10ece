const { checkGradients } = require('@gradcheck/core');
const { measure } = require('./overhead.cjs');

const before = process.cpuUsage();
require('@gradcheck/jest-matcher/setup');
const { user, system } = process.cpuUsage(before);

test('overhead', () => measure(expect, checkGradients, (user + system) / 1000));
