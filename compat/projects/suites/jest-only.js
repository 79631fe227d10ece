const square = ({ x }) => x ** 2;
const right = ({ x }) => ({ x: 2 * x });
const wrong = ({ x }) => ({ x: 4 * x });
const options = { at: { x: 3 } };

jest.retryTimes(2);

let attempts = 0;
test('right at the second attempt', () => {
  expect({ value: square, gradient: attempts++ > 0 ? right : wrong }).toHaveCorrectGradients(options);
});

test('fake timers', () => {
  jest.useFakeTimers();
  try {
    expect({ value: square, gradient: right }).toHaveCorrectGradients(options);
  } finally {
    jest.useRealTimers();
  }
});
