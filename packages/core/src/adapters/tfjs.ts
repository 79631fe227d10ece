import { misuse } from '../errors.ts';
import type { TensorAdapter } from '../parameters/tensor-adapter.ts';
import type { Differentiable } from '../subject/differentiable.ts';
import { asArguments, likePoint } from './arguments.ts';
import { unevenWeights } from './uneven.ts';

/** The parts of a TensorFlow.js tensor that are used. */
export interface TfTensor {
  readonly shape: number[];
  readonly dtype: string;
  readonly size: number;
  dataSync(): ArrayLike<number>;
  dispose(): void;
}

// biome-ignore lint/suspicious/noExplicitAny: the library's own signatures are generic over its tensor classes
type Tensors = any;

/** The parts of TensorFlow.js that are used: `import * as tf from '@tensorflow/tfjs'` fits. */
export interface TensorFlow {
  tensor(values: Float32Array, shape: number[], dtype: 'float32'): TfTensor;
  clone(x: Tensors): TfTensor;
  add(a: Tensors, b: Tensors): TfTensor;
  mul(a: Tensors, b: Tensors): TfTensor;
  sum(x: Tensors): TfTensor;
  addN(xs: Tensors): TfTensor;
  grads(f: (...xs: Tensors[]) => Tensors): (xs: Tensors, dy?: Tensors) => TfTensor[];
  variableGrads(f: () => Tensors, variables?: Tensors): { grads: Record<string, unknown> };
  engine(): { readonly registeredVariables: Record<string, { readonly trainable: boolean; readonly name: string }> };
  tidy(f: () => Tensors): Tensors;
  getBackend(): string;
}

/** Numbers of an output, apart from the library's memory. */
interface Plain {
  readonly data: ArrayLike<number>;
  readonly shape: number[];
}

type TensorFunction = (...xs: readonly TfTensor[]) => TfTensor;

const isTensor = (value: unknown): value is TfTensor =>
  typeof value === 'object' && value !== null && typeof (value as TfTensor).dataSync === 'function' && 'dtype' in value;

function adapterFor(tf: TensorFlow): TensorAdapter<TfTensor> {
  return {
    name: 'tfjs',
    is: isTensor,
    read: tensor => ({ shape: tensor.shape, dtype: tensor.dtype, values: tensor.dataSync() }),
    make: (values, shape) => tf.tensor(Float32Array.from(values), [...shape], 'float32'),
    dispose: tensor => tensor.dispose(),
  };
}

function argumentsOf(point: unknown): readonly TfTensor[] {
  const list = asArguments<TfTensor>(point, { adapter: 'tfjs()', make: 'tf.tensor(…)' });
  const strange = list.findIndex(argument => !isTensor(argument));
  if (strange < 0) return list;
  throw misuse('ERR_PARAMETER_TYPE', {
    what: `argument ${strange} of the function given to tfjs() is no tensor`,
    table: [
      ['found', Array.isArray(list[strange]) ? 'an array' : `{ ${Object.keys(Object(list[strange])).join(', ')} }`],
      ['expected', 'a tensor'],
    ],
    advice: [
      'TensorFlow.js differentiates by tensors, not by what holds them: { at: [W, b] } for a function of (W, b).',
    ],
  });
}

const plain = (tensor: TfTensor): Plain => ({ data: Float32Array.from(tensor.dataSync()), shape: tensor.shape });

/**
 * Gradients of <dy, f> by `tf.grads`; zeros where an input is not connected with the output: that is what the tape says, and
 * the function shows whether it is true.
 */
function gradientsOf(tf: TensorFlow, f: TensorFunction, xs: readonly TfTensor[], dy?: TfTensor): readonly TfTensor[] {
  // The library throws for an input that is not on the tape, and leaks when it throws: nothing of every input puts it there.
  const taped: TensorFunction = (...inputs) =>
    inputs.reduce((y, x) => tf.add(y, tf.mul(0, tf.sum(x))), f(...inputs.map(x => tf.clone(x))));
  try {
    return tf.grads(taped)([...xs], dy);
  } catch (error) {
    const message = String((error as Error | undefined)?.message ?? error);
    if (!/gradient function not found/.test(message)) throw error;
    const advice = 'Import the full package @tensorflow/tfjs: its core alone has no gradients registered';
    throw new Error(`${message}. ${advice}`, { cause: error });
  }
}

/** One tensor, or an explanation. */
function outputOf(result: unknown): TfTensor {
  if (isTensor(result)) return result;
  throw misuse('ERR_VALUE_TYPE', {
    what: 'the function given to tfjs() did not return a tensor',
    table: [
      ['found', Array.isArray(result) ? 'an array' : result === null ? 'null' : typeof result],
      ['expected', 'one tensor'],
    ],
    advice: ['TensorFlow.js differentiates functions from tensors to one tensor, and none that returns a promise.'],
  });
}

/** Names of trainable variables that the function reads. */
function capturedVariables(tf: TensorFlow, call: () => TfTensor): readonly string[] {
  const variables = Object.values(tf.engine().registeredVariables).filter(({ trainable }) => trainable);
  if (variables.length === 0) return [];
  return tf.tidy(() => {
    try {
      const { grads } = tf.variableGrads(() => tf.sum(call()), variables);
      return variables.filter(({ name }) => grads[name] != null).map(({ name }) => name);
    } catch {
      // The library throws when no variable is read at all.
      return [];
    }
  }) as readonly string[];
}

/** <weights, f> and its gradient and Hessian-vector product, by gradients of gradients. */
function secondOrderOf(
  tf: TensorFlow,
  call: TensorFunction,
  adapters: readonly TensorAdapter[],
): Differentiable<unknown> {
  const scalar: TensorFunction = (...xs) => {
    const y = outputOf(call(...xs));
    return tf.sum(tf.mul(y, tf.tensor(Float32Array.from(unevenWeights(y.size)), y.shape, 'float32')));
  };
  return {
    adapters,
    value: point => tf.tidy(() => plain(scalar(...argumentsOf(point)))),
    gradient: point => tf.tidy(() => likePoint(point, gradientsOf(tf, scalar, argumentsOf(point)).map(plain))),
    hvp: (point, tangent) =>
      tf.tidy(() => {
        const along = argumentsOf(tangent);
        const slope: TensorFunction = (...xs) =>
          tf.addN(gradientsOf(tf, scalar, xs).map((g, k) => tf.sum(tf.mul(g, along[k]))));
        return likePoint(point, gradientsOf(tf, slope, argumentsOf(point)).map(plain));
      }),
  };
}

/**
 * Differentiables for TensorFlow.js, on whatever backend is active:
 * `expect(tfjs(tf)((x, w) => myConv(x, w))).toHaveCorrectGradients({ at: [x, w] })`.
 *
 * The vector-Jacobian product of `tf.grads` is checked with uneven cotangents, so that errors of a custom gradient do not
 * cancel; with `order: 2`, gradients of gradients. An input that the tape does not connect with the output counts as one of
 * gradient zero. Tensors are freed after every call, but for what the library itself leaks when a gradient throws.
 * @param tf - the full package `@tensorflow/tfjs`: the core alone has no gradients registered
 */
export function tfjs(
  tf: TensorFlow,
): <P = readonly TfTensor[]>(f: (...xs: never[]) => TfTensor) => Differentiable<P, Plain> {
  const adapters = [adapterFor(tf) as TensorAdapter];
  return f => {
    const call = f as TensorFunction;
    return {
      adapters,
      environment: () => `tfjs ${tf.getBackend()}`,
      captured: point => capturedVariables(tf, () => outputOf(call(...argumentsOf(point)))),
      value: point => tf.tidy(() => plain(outputOf(call(...argumentsOf(point))))) as Plain,
      vjp: (point, { data, shape }) =>
        tf.tidy(() => {
          const dy = tf.tensor(Float32Array.from(data), shape, 'float32');
          return likePoint(point, gradientsOf(tf, call, argumentsOf(point), dy).map(plain));
        }),
      secondOrder: secondOrderOf(tf, call, adapters),
    };
  };
}
