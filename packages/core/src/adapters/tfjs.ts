import type { TensorAdapter } from '../parameters/tensor-adapter.ts';
import type { Differentiable } from '../subject/differentiable.ts';

/** The parts of a TensorFlow.js tensor that are used. */
export interface TfTensor {
  readonly shape: number[];
  readonly dtype: string;
  dataSync(): ArrayLike<number>;
  dispose(): void;
}

/** The parts of TensorFlow.js that are used: `import * as tf from '@tensorflow/tfjs'` fits. */
export interface TensorFlow {
  tensor(values: Float32Array, shape: number[], dtype: 'float32'): TfTensor;
  // biome-ignore lint/suspicious/noExplicitAny: the library's own signatures are generic over its tensor classes
  grads(f: (...xs: any[]) => any): (xs: any[], dy?: any) => TfTensor[];
  // biome-ignore lint/suspicious/noExplicitAny: whatever the callback returns is kept
  tidy(f: () => any): any;
}

/** Numbers of an output, apart from the library's memory. */
interface Plain {
  readonly data: ArrayLike<number>;
  readonly shape: number[];
}

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

const plain = (tensor: TfTensor): Plain => ({ data: Float32Array.from(tensor.dataSync()), shape: tensor.shape });

/**
 * Differentiables for TensorFlow.js, on whatever backend is active:
 * `expect(tfjs(tf)((x, w) => myConv(x, w))).toHaveCorrectGradients({ at: [x, w] })`.
 *
 * The vector-Jacobian product of `tf.grads` is checked with uneven cotangents, so that errors of a custom gradient do not
 * cancel. Tensors are freed after every call.
 * @param tf - the full package `@tensorflow/tfjs`: the core alone has no gradients registered
 */
export function tfjs(tf: TensorFlow): (f: (...xs: never[]) => TfTensor) => Differentiable<readonly TfTensor[], Plain> {
  const adapter = adapterFor(tf) as TensorAdapter;
  return f => {
    const call = f as (...xs: readonly TfTensor[]) => TfTensor;
    return {
      adapters: [adapter],
      value: xs => tf.tidy(() => plain(call(...xs))) as Plain,
      vjp: (xs, { data, shape }) =>
        tf.tidy(() => {
          const dy = tf.tensor(Float32Array.from(data), shape, 'float32');
          return tf
            .grads(call)([...xs], dy)
            .map(plain);
        }),
    };
  };
}
