import { add, dot, type Floats, type Matrix, map, softmaxRows, sumColumns, transpose, zip } from '../matrix.ts';
import { layerNorm, layerNormBackward } from './layer-norm.ts';

/** One block of a transformer: causal scaled dot-product attention, a residual connection, layer norm. */
export interface Block {
  /** tokens × d */
  x: Matrix;
  /** d × d: queries, keys, values, and the projection of the output */
  Wq: Matrix;
  Wk: Matrix;
  Wv: Matrix;
  Wo: Matrix;
  /** d: gain and shift of the layer norm */
  gamma: Floats;
  beta: Floats;
}

function forward({ x, Wq, Wk, Wv, Wo }: Block) {
  const root = Math.sqrt(x.shape[1]);
  const Q = dot(x, Wq); // tokens × d
  const K = dot(x, Wk);
  const V = dot(x, Wv);
  const S = map(dot(Q, transpose(K)), (s, i, j) => (j > i ? -Infinity : s / root)); // no token sees a later one
  const A = softmaxRows(S); // tokens × tokens, lower triangular
  const H = dot(A, V); // tokens × d
  const sum = add(x, dot(H, Wo));
  return { root, Q, K, V, A, H, sum };
}

/** tokens × d */
export function attention(block: Block): Matrix {
  return layerNorm({ x: forward(block).sum, gamma: block.gamma, beta: block.beta });
}

/** Vector-Jacobian product: `dy`, tokens × d, is the gradient with respect to the output. */
export function attentionBackward(block: Block, dy: Matrix): Block {
  const { x, Wq, Wk, Wv, Wo, gamma, beta } = block;
  const { root, Q, K, V, A, H, sum } = forward(block);
  const norm = layerNormBackward({ x: sum, gamma, beta }, dy);
  const dH = dot(norm.x, transpose(Wo));
  const dV = dot(transpose(A), dH);
  const dA = dot(dH, transpose(V)); // tokens × tokens
  // Softmax of a row: dS = A·(dA − ⟨A, dA⟩); where A is 0 because of the mask, so is dS.
  const inner = sumColumns(zip(A, dA, (a, d) => a * d));
  const dS = map(A, (a, i, j) => (a * (dA.data[i * A.shape[1] + j]! - inner[i]!)) / root);
  const dQ = dot(dS, K);
  const dK = dot(transpose(dS), Q);
  const xT = transpose(x);
  return {
    // x is used four times: by the residual connection and by each of the three products.
    x: [dot(dQ, transpose(Wq)), dot(dK, transpose(Wk)), dot(dV, transpose(Wv))].reduce(add, norm.x),
    Wq: dot(xT, dQ),
    Wk: dot(xT, dK),
    Wv: dot(xT, dV),
    Wo: dot(transpose(H), norm.x),
    gamma: norm.gamma,
    beta: norm.beta,
  };
}
