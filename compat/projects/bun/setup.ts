import { expect } from 'bun:test';
import { toHaveCorrectGradients } from '@gradcheck/core/matcher';

expect.extend({ toHaveCorrectGradients });
