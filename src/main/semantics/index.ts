/** Raised whenever other findings come of the same values: datasets are then looked at again. */
export const semanticsVersion = 2;

export { findSemantics } from "./find-semantics.ts";
export { compileClassifier } from "./custom/compile-classifier.ts";
export { customFormats, tryClassifier } from "./custom/custom-findings.ts";
