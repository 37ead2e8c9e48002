import { beforeEach, describe, expect, it } from "vitest";
import { CircuitBreaker } from "./circuit-breaker.ts";

let time: number;
let breaker: CircuitBreaker;
beforeEach(() => {
  time = 0;
  breaker = new CircuitBreaker({ service: "Glue", failures: 3, openMs: 100, maxOpenMs: 300, now: () => time });
});

const fail = (times: number) => {
  for (let count = 0; count < times; count += 1) breaker.pass().failed("no answer for 30 s");
};
const isOpen = () => {
  try {
    breaker.check();
    return false;
  } catch {
    return true;
  }
};

describe("a circuit breaker", () => {
  it("opens after failures in a row and says why, and a success between them starts the count again", () => {
    fail(2);
    breaker.pass().answered();
    fail(2);
    expect(isOpen()).toBe(false);
    fail(1);
    expect(() => breaker.pass()).toThrow("Glue does not answer (no answer for 30 s).");
  });

  it("lets one probe through after a while, and closes when that is answered", () => {
    fail(3);
    time = 100;
    const probe = breaker.pass();
    expect(isOpen()).toBe(true);
    probe.answered();
    expect(isOpen()).toBe(false);
    fail(2);
    expect(isOpen()).toBe(false);
  });

  it("waits longer after each probe that fails, up to a limit", () => {
    fail(3);
    const waits = [100, 200, 300, 300];
    for (const wait of waits) {
      time += wait - 1;
      expect(isOpen()).toBe(true);
      time += 1;
      breaker.pass().failed("503");
    }
  });

  it("lets another probe through when the caller of the first has left", () => {
    fail(3);
    time = 100;
    breaker.pass().left();
    expect(isOpen()).toBe(false);
  });

  it("is not held open longer by calls that were under way when it opened", () => {
    const late = breaker.pass();
    fail(3);
    time = 50;
    late.failed("no answer for 30 s");
    time = 100;
    expect(isOpen()).toBe(false);
  });
});
