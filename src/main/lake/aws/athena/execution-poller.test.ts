import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AthenaService } from "../../../../../tests/fixtures/athena-service.ts";
import { AthenaCalls } from "./athena-calls.ts";
import { ExecutionPoller } from "./execution-poller.ts";

const { signal } = new AbortController();
const nothing = () => undefined;
let service: AthenaService;

beforeEach(async () => {
  service = await AthenaService.start();
});
afterEach(() => service.close());

function poller(patience = 60_000, answerWithin = 30_000): ExecutionPoller {
  return new ExecutionPoller(service.athena, new AthenaCalls({ answerWithin }), { first: 5, most: 20, patience });
}

const execution = (id: unknown, state: string) => ({ QueryExecutionId: id, Status: { State: state } });
const idsOf = (input: Record<string, unknown>) =>
  Array.isArray(input["QueryExecutionIds"]) ? input["QueryExecutionIds"] : [];

describe("the poller of executions", () => {
  it("asks for all that are waited for in one call, until each has ended", async () => {
    service.handlers["BatchGetQueryExecution"] = (input, call) => ({
      body: { QueryExecutions: idsOf(input).map((id) => execution(id, call < 3 ? "RUNNING" : "SUCCEEDED")) },
    });
    service.handlers["GetQueryExecution"] = (input) => ({
      body: { QueryExecution: execution(input["QueryExecutionId"], "SUCCEEDED") },
    });
    const shared = poller();
    const ids = Array.from({ length: 40 }, (_, index) => `e${index}`);
    const ended = await Promise.all(ids.map((id) => shared.wait(id, signal, nothing)));
    expect(ended.map(({ QueryExecutionId }) => QueryExecutionId)).toEqual(ids);
    expect(service.calls.length).toBeLessThan(40);
  });

  it("tells of each move", async () => {
    const states = ["QUEUED", "RUNNING", "SUCCEEDED"];
    service.handlers["GetQueryExecution"] = (_input, call) => ({
      body: { QueryExecution: execution("e", states[call - 1] ?? "SUCCEEDED") },
    });
    const seen: unknown[] = [];
    await poller().wait("e", signal, ({ Status }) => seen.push(Status?.State));
    expect(seen).toEqual(states);
  });

  it("asks one at a time where asking for many is not allowed", async () => {
    service.handlers["BatchGetQueryExecution"] = () => ({ status: 400, type: "AccessDeniedException", message: "no" });
    service.handlers["GetQueryExecution"] = (input, call) => ({
      body: { QueryExecution: execution(input["QueryExecutionId"], call > 4 ? "SUCCEEDED" : "RUNNING") },
    });
    const shared = poller();
    await Promise.all(["a", "b"].map((id) => shared.wait(id, signal, nothing)));
    expect(service.countOf("BatchGetQueryExecution")).toBe(1);
  });

  it.each([
    ["throttling", { status: 400, type: "TooManyRequestsException" }],
    ["a failure of the service", { status: 500, type: "InternalServerException" }],
  ])("goes on after %s", async (_what, failure) => {
    service.handlers["GetQueryExecution"] = (_input, call) =>
      call < 4 ? failure : { body: { QueryExecution: execution("e", "SUCCEEDED") } };
    await expect(poller().wait("e", signal, nothing)).resolves.toMatchObject({ Status: { State: "SUCCEEDED" } });
  });

  it("ends with what to do when the session has expired: the query goes on", async () => {
    service.handlers["GetQueryExecution"] = () => ({ status: 400, type: "ExpiredTokenException", message: "expired" });
    await expect(poller().wait("e", signal, nothing)).rejects.toMatchObject({
      code: "AUTH_REQUIRED",
      hint: expect.stringContaining("attach to it again"),
    });
  });

  it("ends when Athena has not answered for too long, and an abort ends it at once", async () => {
    service.handlers["GetQueryExecution"] = () => "stall";
    await expect(poller(0, 20).wait("e", signal, nothing)).rejects.toMatchObject({ code: "TIMEOUT", retryable: true });
    const stop = new AbortController();
    const waiting = poller().wait("e", stop.signal, nothing);
    stop.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
  });
});
