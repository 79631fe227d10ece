import type { DiagnosisKind } from '../../src/index.ts';
import * as attentionModel from './models/attention.ts';
import * as convolutionModel from './models/convolution.ts';
import * as denseModel from './models/dense.ts';
import * as gateModel from './models/gate.ts';
import { type Matrix, map } from './models/matrix.ts';
import * as recurrentModel from './models/recurrent.ts';

/** A function with a wrong derivative, at a point. */
export interface Wrong {
  readonly subject: object;
  readonly at: object;
}

/** A mistake of one kind in one model, and another mistake that must not get its name. */
export interface Planted {
  readonly kind: DiagnosisKind;
  readonly title: string;
  readonly where: readonly string[];
  /** Made anew for every check: some keep state. */
  readonly wrong: () => Wrong;
  readonly twin: () => Wrong;
  readonly twinTitle: string;
}

interface Model<P, Y> {
  readonly at: P & object;
  value(p: P): Y;
  vjp(p: P, dy: Y): P;
}

export type Change<P, Y> = (g: P, p: P, dy: Y) => Partial<P>;

type Spoil<P, Y> = (change: Change<P, Y>) => Wrong;

/** The model with some parts of what its backward pass returns changed. */
const spoiled =
  <P, Y>({ at, value, vjp }: Model<P, Y>): Spoil<P, Y> =>
  change => ({
    at,
    subject: {
      value,
      vjp: (p: P, dy: Y) => {
        const g = vjp(p, dy);
        return { ...g, ...change(g, p, dy) };
      },
    },
  });

export const dense: Spoil<denseModel.Dense, Matrix> = spoiled(denseModel);
export const convolution: Spoil<convolutionModel.Convolution, Matrix> = spoiled(convolutionModel);
export const recurrent: Spoil<recurrentModel.Recurrent, Matrix> = spoiled(recurrentModel);
export const attention: Spoil<attentionModel.Attention, Matrix> = spoiled(attentionModel);
export const gate: Spoil<gateModel.Gate, number[]> = spoiled(gateModel);

export const scaled = (a: Matrix, c: number): Matrix => map(a, v => c * v);
export const times = (a: number[], c: number): number[] => a.map(v => c * v);

/** One mistake: model, parameters, the mistake, what its twin does, the twin. */
type Row = readonly [title: string, where: readonly string[], wrong: () => Wrong, twinTitle: string, twin: () => Wrong];

export const rows = (kind: DiagnosisKind, ...found: readonly Row[]): Planted[] =>
  found.map(([title, where, wrong, twinTitle, twin]) => ({ kind, title, where, wrong, twinTitle, twin }));
