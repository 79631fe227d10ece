// What a worker needs: nothing of it loads the reporters.
export { distinctTitles } from '../run/titles.ts';
export { noteProgress, stopNotes } from './progress.ts';
export { reportAddress } from './report-address.ts';
export { hasSideCar, keepSideCar, releaseSideCar, writeSideCar } from './write.ts';
