const { assertCorrectGradients, checkGradients } = require('@gradcheck/core');

const value = ({ w }) => w ** 3;
const at = { w: 2 };
assertCorrectGradients({ value, gradient: ({ w }) => ({ w: 3 * w ** 2 }) }, { at });
console.log(checkGradients({ value, gradient: ({ w }) => ({ w: 6 * w ** 2 }) }, { at }).verdict);
assertCorrectGradients({ value, gradient: ({ w }) => ({ w: 6 * w ** 2 }) }, { at });
