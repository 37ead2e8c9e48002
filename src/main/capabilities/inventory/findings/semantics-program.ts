import { AppError, type AppErrorData } from "../../../../shared/domain/app-error.ts";
import type { CustomClassifier } from "../../../../shared/domain/custom-classifier.ts";
import { compileClassifier, findSemantics, tryClassifier } from "../../../semantics/index.ts";
import type { ColumnFinding, SemanticsReply, SemanticsRequest } from "./semantics-protocol.ts";

/** The worker's side: says what the values of columns mean. */
export function semanticsProgram(): (request: SemanticsRequest) => SemanticsReply {
  let classifiers: readonly CustomClassifier[] = [];
  return (request) => {
    if (request.kind === "use") {
      const { working, refused } = sorted(request.classifiers);
      classifiers = working;
      return { kind: "using", refused };
    }
    if (request.kind === "check") return { kind: "checked", problem: problemOf(request.classifier) };
    if (request.kind === "try") return { kind: "tried", outcome: outcomeOf(request.classifier, request.values) };
    const { table, columns } = request;
    const findings = columns.flatMap((column): ColumnFinding[] => {
      const found = findSemantics(column, { table, classifiers });
      return found.map((finding) => ({ ...finding, column: column.name }));
    });
    return { kind: "found", findings };
  };
}

function outcomeOf(classifier: CustomClassifier, values: readonly string[]) {
  try {
    return tryClassifier(classifier, values);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.toData();
  }
}

function problemOf(classifier: CustomClassifier): AppErrorData | null {
  try {
    compileClassifier(classifier);
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.toData();
  }
}

/** A colleague's newer app may know rules that do not work here: those are left out, and said. */
function sorted(classifiers: readonly CustomClassifier[]): { working: CustomClassifier[]; refused: string[] } {
  const working: CustomClassifier[] = [];
  const refused: string[] = [];
  for (const classifier of classifiers) {
    const problem = problemOf(classifier);
    if (problem) refused.push(`The classifier “${classifier.name}” is not used: ${problem.message}`);
    else working.push(classifier);
  }
  return { working, refused };
}
