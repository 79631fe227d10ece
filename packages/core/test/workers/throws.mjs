export const value = x => {
  throw new Error(`x is ${x[0]}`);
};
export const gradient = x => x;
