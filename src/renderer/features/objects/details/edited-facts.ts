import type { ObjectChange, ObjectEncryption, ObjectFacts } from "../../../../shared/domain/object-details.ts";

/** A name and its value; names may be empty or double while they are typed. */
export interface Pair {
  /** Tells rows of one name apart. */
  id: number;
  name: string;
  value: string;
}

export interface EditedFacts {
  contentType: string;
  storageClass: string;
  encryption: ObjectEncryption["kind"];
  /** Of KMS; "" is the account's own. */
  keyId: string;
  metadata: readonly Pair[];
  /** Null where they are not known, and so cannot be changed. */
  tags: readonly Pair[] | null;
}

export function editedOf({ contentType, storageClass, metadata, tags, encryption }: ObjectFacts): EditedFacts {
  return {
    contentType: contentType ?? "",
    storageClass,
    encryption: encryption.kind,
    keyId: keyIdOf(encryption),
    metadata: pairsOf(metadata),
    tags: tags === null ? null : pairsOf(tags),
  };
}

/** What has to be changed for an object to become as edited; null when nothing has. Rows without a name are left out. */
export function changeBetween(facts: ObjectFacts, edited: EditedFacts): ObjectChange | null {
  const change: ObjectChange = {};
  const contentType = edited.contentType.trim();
  if (contentType !== "" && contentType !== facts.contentType) change.contentType = contentType;
  const storageClass = edited.storageClass.trim();
  if (storageClass !== "" && storageClass !== facts.storageClass) change.storageClass = storageClass;
  const keyId = edited.keyId.trim();
  const isOtherKey = edited.encryption === "kms" && keyId !== keyIdOf(facts.encryption);
  if (edited.encryption !== facts.encryption.kind || isOtherKey) {
    change.encryption =
      edited.encryption === "kms" ? { kind: "kms", keyId: keyId === "" ? null : keyId } : { kind: edited.encryption };
  }
  const metadata = recordOf(edited.metadata);
  if (!isSame(metadata, facts.metadata)) change.metadata = metadata;
  if (edited.tags && facts.tags) {
    const tags = recordOf(edited.tags);
    if (!isSame(tags, facts.tags)) change.tags = tags;
  }
  return Object.keys(change).length === 0 ? null : change;
}

function keyIdOf(encryption: ObjectEncryption): string {
  return encryption.kind === "kms" ? (encryption.keyId ?? "") : "";
}

function pairsOf(record: Record<string, string>): Pair[] {
  return Object.entries(record).map(([name, value], id) => ({ id, name, value }));
}

function recordOf(pairs: readonly Pair[]): Record<string, string> {
  return Object.fromEntries(
    pairs.flatMap(({ name, value }) => (name.trim() === "" ? [] : [[name.trim(), value] as const])),
  );
}

function isSame(a: Record<string, string>, b: Record<string, string>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
