import { type Matrix, map, transpose } from '../matrix.ts';
import { convolve, convolveBackward } from '../models/convolution.ts';
import { layer } from '../points.ts';
import { type Room, withVjp } from './room.ts';

const right = { value: convolve, vjp: convolveBackward };

const flipped = ({ data, shape }: Matrix): Matrix => ({ data: data.slice().reverse(), shape });

export const convolution: Room = {
  model: 'convolution',
  at: layer,
  right,
  mistakes: [
    {
      title: 'kernel flipped',
      story: 'A convolution in the sense of signal processing: its gradient belongs to the kernel turned by 180°',
      wrong: withVjp(right, g => ({ kernel: flipped(g.kernel) })),
      named: { flipped: ['kernel'] },
    },
    {
      title: 'rows and columns of the kernel exchanged',
      story: 'kernel[dx][dy] in one loop, kernel[dy][dx] in the other',
      wrong: withVjp(right, g => ({ kernel: transpose(g.kernel) })),
      named: { transposed: ['kernel'] },
    },
    {
      title: 'padding gets no gradient, and neither does the border',
      story: 'The padding is cut off the gradient once too often: the border of the image itself is lost',
      wrong: withVjp(right, g => ({
        image: map(g.image, (d, r, c) => (r % 5 === 0 || c % 5 === 0 ? 0 : d)),
      })),
      named: { boundary: ['image'] },
    },
    {
      title: 'image gradient shifted by one column',
      story: 'The offset of the padding is added forward and not subtracted backward',
      wrong: withVjp(right, g => ({
        image: map(g.image, (_, r, c) => g.image.data[r * 6 + ((c + 1) % 6)]!),
      })),
      named: { shifted: ['image'] },
    },
    {
      title: 'bias averaged over the map',
      story: 'The bias is broadcast to every pixel: its gradient is the sum over the map',
      wrong: withVjp(right, g => ({ bias: g.bias / 36 })),
      named: { 'not-summed': ['bias'] },
    },
  ],
};
