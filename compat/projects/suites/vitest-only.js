const square = ({ x }) => x ** 2;
const right = ({ x }) => ({ x: 2 * x });
const wrong = ({ x }) => ({ x: 4 * x });
const options = { at: { x: 3 } };
const later = f => async p => f(p);

test('soft', async () => {
  expect.soft({ value: square, gradient: wrong }).toHaveCorrectGradients(options);
  await expect.soft({ value: later(square), gradient: wrong }).toHaveCorrectGradients(options);
  expect.soft({ value: square, gradient: right }).toHaveCorrectGradients(options);
});

test('poll', async () => {
  await expect.poll(() => ({ value: square, gradient: right })).toHaveCorrectGradients(options);
});

test('a message of the test', () => {
  expect({ value: square, gradient: wrong }, 'my layer').toHaveCorrectGradients(options);
});

let attempts = 0;
test('right at the second attempt', { retry: 2 }, () => {
  expect({ value: square, gradient: attempts++ > 0 ? right : wrong }).toHaveCorrectGradients(options);
});

test('repeated', { repeats: 1 }, () => {
  expect({ value: square, gradient: right }).toHaveCorrectGradients(options);
});

test('fake timers', () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'setImmediate', 'queueMicrotask'] });
  try {
    expect({ value: square, gradient: right }).toHaveCorrectGradients(options);
  } finally {
    vi.useRealTimers();
  }
});
