import type { TensorAdapter } from '@gradcheck/core';
import { Matrix } from 'ml-matrix';

export const matrices: TensorAdapter<Matrix> = {
  name: 'ml-matrix',
  is: (value): value is Matrix => Matrix.isMatrix(value),
  read: matrix => ({ shape: [matrix.rows, matrix.columns], dtype: 'float64', values: matrix.to1DArray() }),
  make: (values, [rows, columns]) => Matrix.from1DArray(rows!, columns!, values),
};
