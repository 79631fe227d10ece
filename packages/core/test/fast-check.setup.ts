import fc from 'fast-check';

// In CI the same draws at every run, so that a change is judged by what it changed; at a desk, new ones each time.
if (process.env.CI) fc.configureGlobal({ seed: 42 });
