import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EncryptedSecrets, type Keychain } from "./encrypted-secrets.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "secrets-"));
  path = join(folder, "secrets.json");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const mask = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
const keychain: Keychain = {
  isSafe: () => true,
  encrypt: (text) => mask(Buffer.from(text)),
  decrypt: (bytes) => mask(bytes).toString(),
};

describe("encrypted secrets", () => {
  it("keep a secret over a restart, in a file that does not show it", async () => {
    await new EncryptedSecrets(path, keychain).put("a", "very secret");
    const again = new EncryptedSecrets(path, keychain);
    expect(await again.get("a")).toBe("very secret");
    expect(again.keepsSecrets()).toBe(true);
    expect(await readFile(path, "utf8")).not.toContain("very secret");
  });

  it.skipIf(process.platform === "win32")("are in a file that only the person can read", async () => {
    await new EncryptedSecrets(path, keychain).put("a", "very secret");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("lose none of several that are changed at the same moment", async () => {
    const secrets = new EncryptedSecrets(path, keychain);
    await Promise.all([secrets.put("a", "1"), secrets.put("b", "2"), secrets.put("c", "3")]);
    await Promise.all([secrets.remove("b"), secrets.put("a", "4")]);
    expect(await Promise.all(["a", "b", "c"].map((name) => secrets.get(name)))).toEqual(["4", null, "3"]);
  });

  it("write nothing where the system protects nothing, and say that they do not keep", async () => {
    const secrets = new EncryptedSecrets(path, { ...keychain, isSafe: () => false });
    await secrets.put("a", "very secret");
    expect(await secrets.get("a")).toBe("very secret");
    expect(secrets.keepsSecrets()).toBe(false);
    await expect(stat(path)).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("count as absent when the keychain cannot decrypt them any more", async () => {
    await new EncryptedSecrets(path, keychain).put("a", "very secret");
    const reset: Keychain = {
      ...keychain,
      decrypt: () => {
        throw new Error("the key is another");
      },
    };
    expect(await new EncryptedSecrets(path, reset).get("a")).toBeNull();
  });
});
