import { times } from '../matrix.ts';
import { type Jacobian, jacobian, residual, type View } from '../models/camera.ts';
import { view } from '../points.ts';
import type { Room } from './room.ts';

const value = (v: View) => residual(v, [118, -71]);
const withJacobian = (change: (J: Jacobian) => Partial<Jacobian>) => ({
  value,
  jacobian: (v: View) => {
    const J = jacobian(v);
    return { ...J, ...change(J) };
  },
});

export const camera: Room = {
  model: 'camera',
  at: view,
  right: { value, jacobian },
  mistakes: [
    {
      title: 'degrees where the code has radians',
      story: 'The interface shows degrees; the derivative was taken per degree',
      wrong: withJacobian(J => ({ rotation: times(J.rotation, Math.PI / 180) })),
      named: { scaled: ['rotation'] },
    },
    {
      title: 'the other sign of the cross product',
      story: 'ω × p = −p × ω: the derivative of a rotated point has [p]× with a minus',
      wrong: withJacobian(J => ({ rotation: times(J.rotation, -1) })),
      named: { 'sign-flipped': ['rotation'] },
    },
  ],
};
