import { describe, expect, it } from "vitest";
import { AppError } from "../../shared/domain/app-error.ts";
import { appErrorOf } from "./app-error-of.ts";

describe("appErrorOf", () => {
  it("keeps what main said, thrown or told as part of a state", () => {
    const error = new AppError("OUT_OF_SPACE", "The disk is full.", { hint: "Free some space." });
    expect(appErrorOf(error)).toBe(error);
    expect(appErrorOf(error.toData())).toEqual(error);
  });

  it("takes anything else for a fault of the page", () => {
    expect(appErrorOf(new TypeError("x is undefined"))).toMatchObject({
      code: "INTERNAL",
      message: "Something in this window went wrong: x is undefined",
    });
  });
});
