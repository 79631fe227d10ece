import { misuse } from '../errors.ts';
import type { TensorAdapter } from '../parameters/tensor-adapter.ts';
import type { Differentiable } from '../subject/differentiable.ts';
import { asArguments, likePoint } from './arguments.ts';
import { unevenWeights } from './uneven.ts';

/** The parts of a jax-js array that are used. */
export interface JaxArray {
  readonly shape: number[];
  readonly dtype: string;
  readonly size: number;
  readonly ref: JaxArray;
  readonly refCount: number;
  dataSync(): ArrayLike<number>;
  dispose(): void;
}

// biome-ignore lint/suspicious/noExplicitAny: the library's own signatures are generic over trees of arrays
type Trees = any;

/** The parts of jax-js that are used: `import * as jaxjs from '@jax-js/jax'` fits. */
export interface Jax {
  readonly numpy: {
    array(values: Trees, options?: Trees): Trees;
    multiply(a: Trees, b: Trees): Trees;
    sum(x: Trees): Trees;
  };
  readonly tree: { map(f: Trees, tree: Trees): Trees; ref(tree: Trees): Trees; dispose(tree: Trees): void };
  vjp(f: Trees, primals: Trees): Trees;
  jvp(f: Trees, primals: Trees, tangents: Trees): Trees;
  grad(f: Trees, options?: Trees): Trees;
  makeJaxpr(f: Trees): (...args: Trees[]) => Trees;
}

type Floats = ArrayLike<number>;
interface FloatsConstructor {
  new (values: ArrayLike<number>): Floats;
}

/** Numbers of an output, apart from the library's memory. Of a class of its own: trees of the library end at it. */
class HostArray {
  readonly data: Floats;
  readonly shape: number[];
  readonly dtype: string;

  constructor(data: Floats, shape: number[], dtype: string) {
    this.data = data;
    this.shape = shape;
    this.dtype = dtype;
  }
}

const isArray = (value: unknown): value is JaxArray =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as JaxArray).dataSync === 'function' &&
  'refCount' in value;

/** Functions of the library take what they are given: nobody holds these arrays but us, so all their references go. */
function free(array: JaxArray): void {
  while (array.refCount > 0) array.dispose();
}

/** The library takes numbers only in the storage of their type. */
function stored(values: ArrayLike<number>, dtype: string): Floats {
  const { Float16Array } = globalThis as { Float16Array?: FloatsConstructor };
  if (dtype === 'float16' && Float16Array) return new Float16Array(values);
  return dtype === 'float64' ? Float64Array.from(values) : Float32Array.from(values);
}

/** Takes the array: reading it consumes it. */
function toHost(array: JaxArray): HostArray {
  if (!isArray(array)) {
    throw misuse('ERR_VALUE_TYPE', {
      what: 'the function given to jax() did not return an array of jax-js',
      table: [
        ['found', array === null ? 'null' : typeof array],
        ['expected', 'an array, or a tree of arrays'],
      ],
      advice: ['Leave numbers in the library: np.sum(…) is an array, too.'],
    });
  }
  const { shape, dtype } = array;
  return new HostArray(stored(array.dataSync(), dtype), shape, dtype);
}

function adapterFor({ numpy }: Jax): TensorAdapter<JaxArray> {
  return {
    name: 'jax-js',
    is: isArray,
    read: array => ({ shape: array.shape, dtype: array.dtype, values: array.ref.dataSync() }),
    make: (values, shape, dtype) => numpy.array(stored(values, dtype), { shape: [...shape], dtype }) as JaxArray,
    dispose: free,
  };
}

/**
 * Differentiables for jax-js: `expect(jax(jaxjs)((x, w) => np.matmul(x, np.tanh(w)))).toHaveCorrectGradients({ at: [x, w] })`.
 *
 * `vjp` is checked with uneven cotangents and `jvp` beside it, for they take different paths through the library; with
 * `order: 2`, `jvp` of `grad`. The function owns its arguments, as everywhere in jax-js; the arrays of `at` are only read, and
 * stay alive.
 * @param jaxjs - the package `@jax-js/jax`, initialised
 */
export function jax(
  jaxjs: Jax,
): <P = readonly JaxArray[]>(f: (...xs: never[]) => unknown) => Differentiable<P, HostArray> {
  const { numpy, tree } = jaxjs;
  const adapters = [adapterFor(jaxjs) as TensorAdapter];
  const owned = (point: unknown): unknown[] =>
    asArguments<unknown>(point, { adapter: 'jax()', make: 'np.array(…)' }).map(argument => tree.ref(argument));
  const read = (arrays: unknown): HostArray => tree.map(toHost, arrays) as HostArray;
  const back = (output: unknown): unknown =>
    tree.map(({ data, shape, dtype }: HostArray) => numpy.array(stored(data, dtype), { shape, dtype }), output);
  return f => {
    const call = f as (...xs: unknown[]) => unknown;
    const scalar = (...xs: unknown[]): unknown => {
      const y = call(...xs) as JaxArray;
      const { shape, dtype } = y;
      const weights = numpy.array(stored(unevenWeights(y.size), dtype), { shape, dtype });
      return numpy.sum(numpy.multiply(y, weights));
    };
    const gradient = (argumentCount: number): ((...xs: unknown[]) => unknown[]) =>
      jaxjs.grad(scalar, { argnums: Array.from({ length: argumentCount }, (_, k) => k) });
    return {
      adapters,
      captured: point => capturedArrays(jaxjs, call, owned(point)),
      value: point => read(call(...owned(point))),
      vjp: (point, cotangent) => {
        const [y, pull] = jaxjs.vjp(call, owned(point)) as [unknown, Pullback];
        tree.dispose(y);
        const derivatives = pull(back(cotangent)).map(read);
        pull.dispose();
        return likePoint(point, derivatives);
      },
      jvp: (point, tangent) => {
        const [y, slope] = jaxjs.jvp(call, owned(point), owned(tangent)) as [unknown, unknown];
        tree.dispose(y);
        return read(slope);
      },
      secondOrder: {
        adapters,
        value: point => read(scalar(...owned(point))),
        gradient: point => {
          const xs = owned(point);
          return likePoint(point, gradient(xs.length)(...xs).map(read));
        },
        hvp: (point, tangent) => {
          const xs = owned(point);
          const [slopes, products] = jaxjs.jvp(gradient(xs.length), xs, owned(tangent)) as [unknown, unknown[]];
          tree.dispose(slopes);
          return likePoint(point, products.map(read));
        },
      },
    };
  };
}

interface Pullback {
  (cotangent: unknown): unknown[];
  dispose(): void;
}

/** Arrays that a traced function reads besides its arguments; numbers written in it are no arrays of interest. */
function capturedArrays(jaxjs: Jax, call: (...xs: unknown[]) => unknown, xs: readonly unknown[]): readonly string[] {
  const { jaxpr } = jaxjs.makeJaxpr(call)(...xs) as {
    jaxpr: { readonly consts: readonly JaxArray[]; dispose(): void };
  };
  const names = jaxpr.consts
    .filter(({ shape }) => shape.length > 0)
    .map(({ shape }) => `an array of shape ${shape.join('×')}`);
  jaxpr.dispose();
  return names;
}
