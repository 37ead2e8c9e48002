import { describe, expect, it } from "vitest";
import { ByteSender } from "./byte-sender.ts";
import { itemLike, uploadLike } from "./upload-like.fixture.ts";

/** A sender whose deliveries are ended by the test. */
function senderOnHold() {
  const sent: { url: string; name: string; signal: AbortSignal; end: (whole: boolean) => void }[] = [];
  const sender = new ByteSender(
    (url, file, signal) =>
      new Promise((resolve, reject) => {
        const end = (whole: boolean) => (whole ? resolve() : reject(new Error("broken off")));
        sent.push({ url, name: file.name, signal, end });
      }),
  );
  return { sender, sent };
}

const filesOf = (...names: string[]) => new Map(names.map((name) => [name, new File(["abc"], name)]));
const itemsOf = (...names: string[]) =>
  names.map((name) => itemLike({ id: name, path: `2024/${name}`, uploadUrl: `/uploads/${name}` }));

describe("ByteSender", () => {
  it("sends each file once, when main awaits it and the page has it, whichever is known first", async () => {
    const { sender, sent } = senderOnHold();
    const upload = uploadLike({ items: itemsOf("a.csv") });
    sender.follow([upload]);
    expect(sent).toHaveLength(0);
    sender.hold("upload", filesOf("a.csv"));
    sender.follow([upload]);
    expect(sent.map(({ url, name }) => [url, name])).toEqual([["/uploads/a.csv", "a.csv"]]);
    sent[0]?.end(true);
    await settled(sender);
    sender.follow([upload]);
    expect(sent).toHaveLength(1);
  });

  it("sends four at a time", async () => {
    const { sender, sent } = senderOnHold();
    const names = ["a", "b", "c", "d", "e", "f"];
    sender.hold("upload", filesOf(...names));
    sender.follow([uploadLike({ items: itemsOf(...names) })]);
    expect(sent.map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
    sent[1]?.end(true);
    await settled(sender);
    expect(sent.map(({ name }) => name)).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("stops sending what was cancelled", () => {
    const { sender, sent } = senderOnHold();
    sender.hold("upload", filesOf("a", "b"));
    sender.follow([uploadLike({ items: itemsOf("a", "b") })]);
    const [a, b] = itemsOf("a", "b");
    sender.follow([uploadLike({ items: [itemLike({ ...a, state: "cancelled" }), itemLike(b)] })]);
    expect(sent.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    sender.follow([uploadLike({ state: "cancelled" })]);
    expect(sent.map(({ signal }) => signal.aborted)).toEqual([true, true]);
  });

  it("tries an address three times when the bytes do not arrive", async () => {
    const { sender, sent } = senderOnHold();
    sender.hold("upload", filesOf("a"));
    sender.follow([uploadLike({ items: itemsOf("a") })]);
    for (const round of [0, 1, 2]) {
      sent[round]?.end(false);
      await settled(sender);
    }
    sender.follow([uploadLike({ items: itemsOf("a") })]);
    expect(sent).toHaveLength(3);
    sender.follow([uploadLike({ items: [itemLike({ path: "2024/a", uploadUrl: "/uploads/again" })] })]);
    expect(sent.at(-1)?.url).toBe("/uploads/again");
  });

  it("has no file any more that the browser cannot read", async () => {
    const { sender, sent } = senderOnHold();
    const gone = new File(["abc"], "a");
    gone.slice = () => {
      throw new DOMException("changed", "NotReadableError");
    };
    const [item] = itemsOf("a");
    const upload = uploadLike({ items: [itemLike(item)] });
    sender.hold("upload", new Map([["a", gone]]));
    sender.follow([upload]);
    sent[0]?.end(false);
    await settled(sender);
    expect(sender.holds(upload, itemLike(item))).toBe(false);
    expect(sent).toHaveLength(1);
  });

  it("knows whether bytes would be lost with the page", () => {
    const { sender } = senderOnHold();
    expect(sender.isSending).toBe(false);
    sender.hold("upload", filesOf("a"));
    sender.follow([uploadLike({ items: itemsOf("a") })]);
    expect(sender.isSending).toBe(true);
    sender.follow([uploadLike({ state: "done" })]);
    sender.follow([]);
    expect(sender.isSending).toBe(false);
  });
});

/** Resolves once the sender has dealt with the end of a delivery. */
function settled(sender: ByteSender): Promise<void> {
  return new Promise((resolve) => {
    const stop = sender.subscribe(() => {
      stop();
      resolve();
    });
  });
}
