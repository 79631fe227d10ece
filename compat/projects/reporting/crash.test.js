test('before the crash', () => {
  expect({ value: ({ x }) => x * x, gradient: ({ x }) => ({ x: 2 * x }) }).toHaveCorrectGradients({ at: { x: 3 } });
});

test('the crash', async () => {
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => {});
});
