/** What a tensor library must offer so that its tensors can be parameters, outputs and derivatives. */
export interface TensorAdapter<T = unknown> {
  /** Name of the library, for messages. */
  readonly name: string;
  /** Whether a value is a tensor of this library. */
  is(value: unknown): value is T;
  /**
   * Numbers of a tensor, row-major, leaving it usable. `dtype` other than a float type (`int32`, `bool`) makes it no
   * parameter. The values may share the tensor's storage: they are copied at once.
   */
  read(tensor: T): { readonly shape: readonly number[]; readonly dtype: string; readonly values: ArrayLike<number> };
  /** A new tensor; `values` are row-major and the adapter's to keep. */
  make(values: Float64Array | Float32Array, shape: readonly number[], dtype: 'float16' | 'float32' | 'float64'): T;
  /** Frees a tensor that `make` made; called once, after the user's function has returned. */
  dispose?(tensor: T): void;
}
