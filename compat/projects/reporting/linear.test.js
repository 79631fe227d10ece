const square = ({ x }) => x.reduce((sum, xi) => sum + xi * xi, 0);
const doubled = ({ x }) => ({ x: x.map(xi => 2 * xi) });
const options = { at: { x: [1, -2, 3] } };

describe('sum of squares', () => {
  test('right', () => {
    expect({ value: square, gradient: doubled }).toHaveCorrectGradients(options);
  });

  test('wrong', () => {
    expect({ value: square, gradient: ({ x }) => ({ x }) }).toHaveCorrectGradients(options);
  });

  test('wrong as expected, and right', () => {
    expect({ value: square, gradient: ({ x }) => ({ x }) }).not.toHaveCorrectGradients(options);
    expect({ value: square, gradient: doubled }).toHaveCorrectGradients({ ...options, evidence: 'always' });
  });

  test('</script><img src=x onerror=alert(1)> ]]> "quoted" | \u0007 \u001b[31mred\u001b[0m', () => {
    expect({ value: square, gradient: doubled }).toHaveCorrectGradients(options);
  });
});
