export * from './match.js';
export { compareNames, fold, nameKey, nameWords, type NameMatch } from './names.js';
export * from './meet-places.js';
export * from './places.js';
export { proofWords, prove, type Proof } from './proof.js';
