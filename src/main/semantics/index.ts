export { findSemantics } from "./find-semantics.ts";
export { compileClassifier } from "./custom/compile-classifier.ts";
export { customFormats } from "./custom/custom-findings.ts";
