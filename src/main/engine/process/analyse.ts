import type { AnswerOf, EngineCall, EngineSettings } from "../engine-protocol.ts";
import { analyseQuestion } from "../questions/analyse-question.ts";
import { toQuestionError } from "../questions/question-error.ts";
import { interruptible } from "../writers/row-stream.ts";
import type { CallContext } from "./call.ts";
import { openInstance, type OpenInstance } from "./instances.ts";

type Analyse = Extract<EngineCall, { operation: "analyse" }>;

/** Every keystroke may ask for one: the instance, which reaches no file, is kept. */
let parser: Promise<OpenInstance> | null = null;

/** Says what a typed text is and names; see questions/analyse-question.ts. */
export async function analyse({ sql }: Analyse, { settings, signal }: CallContext): Promise<AnswerOf<"analyse">> {
  try {
    const connection = await (await parserOf(settings)).connect();
    try {
      const found = await interruptible(connection, signal, () => analyseQuestion(connection, sql));
      return {
        ...found,
        tables: found.tables.map((table) => ({ ...table, qualifiers: [...table.qualifiers] })),
        calls: found.calls.map((call) => ({ ...call, paths: [...call.paths] })),
      };
    } finally {
      connection.closeSync();
    }
  } catch (error) {
    throw toQuestionError(error, { sql, prefixBytes: 0 }, signal);
  }
}

function parserOf(settings: EngineSettings): Promise<OpenInstance> {
  parser ??= openInstance(settings, { paths: [] }).catch((error: unknown) => {
    parser = null;
    throw error;
  });
  return parser;
}
