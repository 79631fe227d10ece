import type { VNode } from 'preact';

const call = (sign: '+' | '−'): VNode => (
  <mrow>
    <mi>f</mi>
    <mo>(</mo>
    <mi>x</mi>
    <mo>{sign}</mo>
    <mi>h</mi>
    <mo>)</mo>
  </mrow>
);

const derivative = (primes: string): VNode => (
  <mrow>
    <msup>
      <mi>f</mi>
      <mi>{primes}</mi>
    </msup>
    <mo>(</mo>
    <mi>x</mi>
    <mo>)</mo>
  </mrow>
);

/** A central difference is the slope, a truncation error that shrinks with h, and a round-off error that grows as it does. */
export function Formula(): VNode {
  return (
    <math display="block">
      <mfrac>
        <mrow>
          {call('+')}
          <mo>−</mo>
          {call('−')}
        </mrow>
        <mrow>
          <mn>2</mn>
          <mi>h</mi>
        </mrow>
      </mfrac>
      <mo>=</mo>
      {derivative('′')}
      <mo>+</mo>
      <munder>
        <mrow>
          <mfrac>
            <msup>
              <mi>h</mi>
              <mn>2</mn>
            </msup>
            <mn>6</mn>
          </mfrac>
          {derivative('‴')}
        </mrow>
        <mtext>truncation</mtext>
      </munder>
      <mo>+</mo>
      <munder>
        <mfrac>
          <mrow>
            <mi>ε</mi>
            <mi>|</mi>
            <mi>f</mi>
            <mi>|</mi>
          </mrow>
          <mi>h</mi>
        </mfrac>
        <mtext>round-off</mtext>
      </munder>
    </math>
  );
}
