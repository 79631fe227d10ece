import type { VNode } from 'preact';
import { Figure } from './figure.tsx';
import { fill, stroke } from './ink.ts';
import { Text } from './text.tsx';

const V = 'M0 28L71 66L88 68L141 30';

/** What a correct and a wrong gradient look like in the picture above. */
export function TwoShapes(): VNode {
  return (
    <Figure width={300} height={106} label="A correct gradient follows the V, a wrong one stays flat above it.">
      {[0, 159].map(left => (
        <g key={left} transform={`translate(${left} 6)`}>
          <path d={`${V}V78H0z`} {...fill('numeric-ground')} />
          <path d="M0 78H141" {...stroke('line2')} />
          {left === 0 ? (
            <path d={V} fill="none" stroke-width="2.4" stroke-linejoin="round" {...stroke('correct')} />
          ) : (
            <path d="M0 6H141" stroke-width="2.4" {...stroke('incorrect')} />
          )}
          <Text x={70.5} y={95} anchor="middle" tone={left === 0 ? 'correct' : 'incorrect'}>
            {left === 0 ? 'correct: follows the V' : 'wrong: stays flat'}
          </Text>
        </g>
      ))}
    </Figure>
  );
}
