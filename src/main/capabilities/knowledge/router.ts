import { implement } from "@orpc/server";
import { knowledgeContract } from "../../../shared/contract/knowledge.ts";
import { callSignal } from "../../streams/call-signal.ts";
import type { KnowledgeService } from "./knowledge-service.ts";

/** Procedures of the knowledge capability. */
export function knowledgeRouter(knowledge: KnowledgeService) {
  const os = implement(knowledgeContract);
  const options = (signal: AbortSignal | undefined) => ({ signal: callSignal(signal) });
  return {
    follow: os.follow.handler(async function* ({ input, signal }) {
      yield* knowledge.follow(input.lakeId, options(signal));
    }),
    get: os.get.handler(({ input: { lakeId, table }, signal }) => knowledge.table(lakeId, table, options(signal))),
    summaries: os.summaries.handler(({ input: { lakeId, ...page }, signal }) =>
      knowledge.summaryPage(lakeId, page, options(signal)),
    ),
    history: os.history.handler(({ input: { lakeId, table, ...page }, signal }) =>
      knowledge.history(lakeId, table, page, options(signal)),
    ),
    rate: os.rate.handler(({ input: { lakeId, table, rating }, signal }) =>
      knowledge.rate(lakeId, table, rating, options(signal)),
    ),
    tag: os.tag.handler(({ input: { lakeId, table, tag, present }, signal }) =>
      knowledge.tag(lakeId, table, tag, present, options(signal)),
    ),
    setOwner: os.setOwner.handler(({ input: { lakeId, table, owner, seen }, signal }) =>
      knowledge.say(lakeId, { topic: "owner", table, value: owner }, seen, options(signal)),
    ),
    describe: os.describe.handler(({ input: { lakeId, subject, description, seen }, signal }) =>
      knowledge.say(lakeId, { topic: "description", ...subject, value: description }, seen, options(signal)),
    ),
    certify: os.certify.handler(({ input: { lakeId, table, certification, seen }, signal }) =>
      knowledge.say(lakeId, { topic: "certification", table, value: certification }, seen, options(signal)),
    ),
    ask: os.ask.handler(({ input: { lakeId, ...question }, signal }) =>
      knowledge.ask(lakeId, question, options(signal)),
    ),
    answer: os.answer.handler(({ input: { lakeId, ...answer }, signal }) =>
      knowledge.answer(lakeId, answer, options(signal)),
    ),
    glossary: os.glossary.handler(({ input: { lakeId, ...page }, signal }) =>
      knowledge.glossary(lakeId, page, options(signal)),
    ),
    term: os.term.handler(({ input, signal }) => knowledge.term(input.lakeId, input.termId, options(signal))),
    defineTerm: os.defineTerm.handler(({ input: { lakeId, ...term }, signal }) =>
      knowledge.defineTerm(lakeId, term, options(signal)),
    ),
    linkTerm: os.linkTerm.handler(({ input: { lakeId, termId, subject, linked }, signal }) =>
      knowledge.link(lakeId, { topic: "link", termId, ...subject, value: linked || null }, options(signal)),
    ),
    export: os.export.handler(({ input: { lakeId, format, after }, signal }) =>
      knowledge.exchange.export(lakeId, format, after, options(signal)),
    ),
    exportToFile: os.exportToFile.handler(({ input: { lakeId, format, path } }) => ({
      jobId: knowledge.exchange.exportToFile(lakeId, format, path),
    })),
    planImport: os.planImport.handler(({ input: { lakeId, format, text }, signal }) =>
      knowledge.exchange.plan(lakeId, format, text, options(signal)),
    ),
    importChanges: os.importChanges.handler(({ input: { lakeId, planId, start, limit } }) =>
      knowledge.exchange.changes(lakeId, planId, start, limit),
    ),
    importLeftOut: os.importLeftOut.handler(({ input: { lakeId, planId, start, limit } }) =>
      knowledge.exchange.leftOut(lakeId, planId, start, limit),
    ),
    applyImport: os.applyImport.handler(({ input }) => ({
      jobId: knowledge.applyImport(input.lakeId, input.planId),
    })),
    personal: os.personal.handler(async function* ({ input, signal }) {
      yield* knowledge.personal.follow(input.lakeId, callSignal(signal));
    }),
    setFavourite: os.setFavourite.handler(({ input }) =>
      knowledge.personal.setFavourite(input.lakeId, input.table, input.favourite),
    ),
    setWatched: os.setWatched.handler(({ input }) =>
      knowledge.personal.setWatched(input.lakeId, input.table, input.watched),
    ),
    markNewsRead: os.markNewsRead.handler(({ input }) => knowledge.personal.markRead(input.lakeId, input.table)),
    decisions: os.decisions.handler(({ input, signal }) =>
      knowledge.decisions(input.lakeId, input.dataset, options(signal)),
    ),
    decide: os.decide.handler(({ input, signal }) =>
      knowledge.decide(input.lakeId, input.finding, input.verdict, options(signal)),
    ),
    classifiers: os.classifiers.handler(({ input, signal }) => knowledge.classifiers(input.lakeId, options(signal))),
    saveClassifier: os.saveClassifier.handler(({ input, signal }) =>
      knowledge.saveClassifier(input.lakeId, input.classifier, input.seen, options(signal)),
    ),
    removeClassifier: os.removeClassifier.handler(({ input: { lakeId, classifierId, seen }, signal }) =>
      knowledge.say(lakeId, { topic: "classifier", classifierId, value: null }, seen, options(signal)),
    ),
  };
}
