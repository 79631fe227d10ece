import { add, dot, type Floats, filled, type Matrix, times } from '../matrix.ts';

/** What bundle adjustment fits: a pinhole camera with radial distortion, and a point that it sees. */
export interface View {
  /** 3: axis times angle, world to camera */
  rotation: Floats;
  /** 3 */
  translation: Floats;
  /** Focal length in pixels. */
  focal: number;
  /** 2: coefficients of r² and r⁴ */
  radial: Floats;
  /** 3: the point, in the world */
  point: Floats;
}

/** A row per pixel coordinate, a column per entry of the parameter; `focal` is a single number, so it has 2 entries. */
export interface Jacobian {
  rotation: Matrix;
  translation: Matrix;
  focal: Floats;
  radial: Matrix;
  point: Matrix;
}

function matrix(like: Floats, rows: readonly (readonly number[])[]): Matrix {
  return filled(rows.length, rows[0]!.length, like, (r, c) => rows[r]![c]!);
}

/** [v]×, the matrix with [v]×·u = v × u. */
function cross(v: Floats): Matrix {
  const [x, y, z] = v as unknown as [number, number, number];
  return matrix(v, [
    [0, -z, y],
    [z, 0, -x],
    [-y, x, 0],
  ]);
}

/** I + a·[ω]× + b·[ω]×²: rotations and their Jacobians have this form. */
function series(omega: Floats, a: number, b: number): Matrix {
  const W = cross(omega);
  const identity = filled(3, 3, omega, (r, c) => (r === c ? 1 : 0));
  return add(identity, add(times(W, a), times(dot(W, W), b)));
}

/** Rodrigues' formula. */
function rotationMatrix(omega: Floats): Matrix {
  const angle = Math.hypot(...omega);
  return series(omega, Math.sin(angle) / angle, (1 - Math.cos(angle)) / angle ** 2);
}

/** Right Jacobian of the rotation: R(ω + dω) ≈ R(ω)·R(J·dω). J. Solà et al., A micro Lie theory (2018), equation 143. */
function rightJacobian(omega: Floats): Matrix {
  const angle = Math.hypot(...omega);
  return series(omega, -(1 - Math.cos(angle)) / angle ** 2, (angle - Math.sin(angle)) / angle ** 3);
}

function project({ rotation, translation, radial, point }: View) {
  const R = rotationMatrix(rotation);
  const P = dot(R, { data: point, shape: [3, 1] }).data.map((v, i) => v + translation[i]!); // in the camera's frame
  const u = P.slice(0, 2).map(v => v / P[2]!); // on the normalised image plane
  const r2 = u[0]! ** 2 + u[1]! ** 2;
  return { R, u, r2, depth: P[2]!, distortion: 1 + radial[0]! * r2 + radial[1]! * r2 ** 2 };
}

/** Where the point is seen less where it was observed, in pixels. */
export function residual(view: View, observed: readonly [number, number]): Floats {
  const { u, distortion } = project(view);
  return u.map((v, i) => view.focal * distortion * v - observed[i]!);
}

export function jacobian(view: View): Jacobian {
  const { rotation, focal, radial, point } = view;
  const { R, u, r2, depth, distortion } = project(view);
  const [x, y] = u as unknown as [number, number];
  // pixel = f·d(r²)·u, where d depends on u as well: d′ = 2·(k₁ + 2·k₂·r²)·u.
  const slope = 2 * (radial[0]! + 2 * radial[1]! * r2);
  const pixelByPlane = filled(2, 2, u, (i, j) => focal * ((i === j ? distortion : 0) + slope * u[i]! * u[j]!));
  const planeByFrame = matrix(u, [
    [1 / depth, 0, -x / depth],
    [0, 1 / depth, -y / depth],
  ]);
  const byFrame = dot(pixelByPlane, planeByFrame); // 2 × 3
  const byPoint = dot(byFrame, R);
  return {
    rotation: times(dot(byPoint, dot(cross(point), rightJacobian(rotation))), -1),
    translation: byFrame,
    focal: u.map(v => distortion * v),
    radial: filled(2, 2, u, (i, k) => focal * u[i]! * r2 ** (k + 1)),
    point: byPoint,
  };
}
