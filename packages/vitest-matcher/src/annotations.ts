import { annotateTests } from './annotate.ts';

annotateTests();
