import { expect, it } from "vitest";
import type { Connection, SignIn } from "../../../../shared/domain/connection.ts";
import { GluePaces } from "./glue-paces.ts";

const profile: Connection = {
  id: "c1",
  name: "Sales",
  signIn: { kind: "profile", profile: "sales" },
  region: "eu-west-1",
  endpoint: null,
};

it("has all lakes of a connection wait for one another", () => {
  const paces = new GluePaces();
  expect(paces.callsOf(profile)).toBe(paces.callsOf({ ...profile, name: "Renamed" }));
});

it("keeps regions and connections apart, whose quotas are others", () => {
  const paces = new GluePaces();
  const calls = paces.callsOf(profile);
  expect(paces.callsOf({ ...profile, region: "us-east-1" })).not.toBe(calls);
  expect(paces.callsOf({ ...profile, id: "c2" })).not.toBe(calls);
});

it("has connections to one account share, where the sign-in names it", () => {
  const paces = new GluePaces();
  const center = (roleName: string, accountId: string): SignIn => ({
    kind: "identity-center",
    startUrl: "https://sales.awsapps.example/start",
    region: "eu-central-1",
    accountId,
    roleName,
  });
  const of = (id: string, signIn: SignIn) => paces.callsOf({ ...profile, id, signIn });
  const analyst = of("c1", center("Analyst", "123456789012"));
  expect(of("c2", center("Steward", "123456789012"))).toBe(analyst);
  expect(of("c3", center("Analyst", "210987654321"))).not.toBe(analyst);
});
