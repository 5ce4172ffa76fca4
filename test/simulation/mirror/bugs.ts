import type { Bug } from './bug.js';
import { bugsOfAnswers } from './bugs-of-answers.js';
import { bugsOfClearing } from './bugs-of-clearing.js';
import { bugsOfFolding } from './bugs-of-folding.js';
import { bugsOfTelling } from './bugs-of-telling.js';

export { plotOf, type Bug } from './bug.js';

/** Each must be found: a simulation that cannot fail proves nothing. */
export const bugs: readonly Bug[] = [...bugsOfTelling, ...bugsOfFolding, ...bugsOfAnswers, ...bugsOfClearing];
