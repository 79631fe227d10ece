import { mkdirSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ProgressNote } from '../src/index.ts';
import { openSideCar, type SideCar } from '../src/index.ts';
import { noteProgress, stopNotes } from '../src/side-car/worker.ts';

let sideCar: SideCar<unknown>;
let notes: () => ProgressNote[];
let clock = 0;
beforeEach(() => {
  sideCar = openSideCar();
  notes = sideCar.followProgress();
  return () => sideCar.close();
});
afterEach(stopNotes);

const begin = (test: string) => noteProgress(test, () => clock)!;
const at = (done: number) => ({ done, of: 400, remainingMilliseconds: 2600 });

it('come when a check takes longer than two seconds, once a second, and go with it', () => {
  const check = begin('a long one');
  clock += 1900;
  check.update(at(100));
  expect(notes()).toEqual([]);
  clock += 200;
  check.update(at(110));
  expect(notes()).toEqual([{ test: 'a long one', ...at(110) }]);
  clock += 500;
  check.update(at(120));
  expect(notes()).toMatchObject([{ done: 110 }]);
  clock += 600;
  check.update(at(130));
  expect(notes()).toMatchObject([{ done: 130 }]);
  check.stop();
  expect(notes()).toEqual([]);
});

it('are kept apart, and from the records', () => {
  for (const check of [begin('one'), begin('two')]) {
    clock += 2100;
    check.update(at(7));
  }
  expect(notes().map(({ test }) => test)).toEqual(['one', 'two']);
  expect(sideCar.read()).toEqual([]);
});

it('of checks whose tests were given up go with the test file', () => {
  const check = begin('given up');
  clock += 2100;
  check.update(at(7));
  stopNotes();
  clock += 2100;
  check.update(at(8));
  expect(notes()).toEqual([]);
});

it('fail no check when they cannot be written', () => {
  const check = begin('unwritable');
  rmSync(process.env.GRADCHECK_PROGRESS!, { recursive: true });
  clock += 2100;
  check.update(at(7));
  check.stop();
  expect(notes()).toEqual([]);
  mkdirSync(process.env.GRADCHECK_PROGRESS!);
  clock += 2100;
  check.update(at(8));
  expect(notes()).toEqual([]);
});

it('are not written where nobody asked', () => {
  delete process.env.GRADCHECK_PROGRESS;
  expect(noteProgress('unseen')).toBeUndefined();
});
