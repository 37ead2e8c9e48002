import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import { log } from "../../../../log.ts";
import type { AwsConnection } from "../aws-connection.ts";
import { bucketArn, objectsArn } from "./policy-statements.ts";
import { ProbeObject } from "./probe-object.ts";
import { skipped, type Steps, tryStep } from "./test-step.ts";

export interface TestPlace {
  connection: AwsConnection;
  bucket: string;
  prefix: string;
  principal: string | null;
  signal: AbortSignal;
}

/** Lists what is there. Gives the key of an object that can be read, if there is one. */
export async function* listStep(place: TestPlace): Steps<string | null> {
  const { connection, bucket, prefix, principal, signal } = place;
  let found: string | null = null;
  yield* tryStep({
    step: "list",
    text: `Listing s3://${bucket}/${prefix}…`,
    call: "s3:ListBucket",
    resource: `s3://${bucket}/${prefix}`,
    needs: { actions: ["s3:ListBucket"], resources: [bucketArn(place)] },
    principal,
    try: async () => {
      const request = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: 10 });
      const { Contents = [] } = await connection.s3().send(request, { abortSignal: signal });
      found = Contents.find(({ Key, Size = 0 }) => Key !== undefined && Size > 0)?.Key ?? null;
      return { state: "passed", text: `You may list s3://${bucket}/${prefix}.` };
    },
  });
  return found;
}

/** Writes a small object, reads it, tries to write over it, and deletes it. Nothing of it stays. */
export async function* objectSteps(place: TestPlace, found: string | null): Steps {
  const probe = new ProbeObject(place.connection.s3(), place.bucket, place.prefix);
  try {
    const isWritten = yield* writeStep(place, probe);
    yield* isWritten ? readBackStep(place, probe) : readStep(place, found);
    if (isWritten) {
      yield* overwriteStep(place, probe);
      yield* deleteStep(place, probe);
    } else {
      yield skipped("overwrite-guard", "Not tried: you may not write.");
      yield skipped("delete", "Not tried: you may not write.");
    }
  } finally {
    const left = await probe.cleanUp();
    if (left) log("warn", "the probe of a connection test stayed", { key: probe.key, error: left });
  }
}

const common = (place: TestPlace, action: string) => ({
  call: action,
  resource: `s3://${place.bucket}/${place.prefix}`,
  needs: { actions: [action], resources: [objectsArn(place)] },
  principal: place.principal,
});

async function* writeStep(place: TestPlace, probe: ProbeObject): Steps<boolean> {
  const { signal } = place;
  const error = yield* tryStep({
    ...common(place, "s3:PutObject"),
    step: "write",
    text: `Writing a small object, ${probe.key}…`,
    try: async () => {
      const { encryption } = await probe.write({ signal, ifAbsent: false });
      const how = encryption === null ? "" : ` It was encrypted by the store (${encryption}).`;
      return { state: "passed", text: `You may write.${how}` };
    },
  });
  return error === null;
}

function readBackStep(place: TestPlace, probe: ProbeObject): Steps<AppError | null> {
  return tryStep({
    ...common(place, "s3:GetObject"),
    step: "read",
    text: "Reading it back…",
    try: async () => {
      if (await probe.readsBack(place)) return { state: "passed", text: "You may read; what was written came back." };
      throw new AppError("DAMAGED", "What was written did not come back the same.", {
        hint: "Something on the way, such as a proxy, changes data. Do not use this connection.",
      });
    },
  });
}

async function* readStep(place: TestPlace, found: string | null): Steps {
  if (found === null) return yield skipped("read", "Not tried: there is nothing to read.");
  yield* tryStep({
    ...common(place, "s3:GetObject"),
    step: "read",
    text: `Reading the first byte of ${found}…`,
    try: async () => {
      const request = new GetObjectCommand({ Bucket: place.bucket, Key: found, Range: "bytes=0-0" });
      const { Body } = await place.connection.s3().send(request, { abortSignal: place.signal });
      await Body?.transformToByteArray();
      return { state: "passed", text: "You may read." };
    },
  });
}

/** Some stores ignore the condition without a word (“Conditional requests”, S3 user guide, tells what AWS does). */
function overwriteStep(place: TestPlace, probe: ProbeObject): Steps<AppError | null> {
  return tryStep({
    ...common(place, "s3:PutObject"),
    creates: true,
    step: "overwrite-guard",
    text: "Trying to write over it, which the store has to refuse…",
    try: async () => {
      await probe.write({ signal: place.signal, ifAbsent: true });
      return {
        state: "weaker",
        text: "The store ignores the condition that keeps two people from writing the same object. Lakeshore looks before and after it writes instead.",
      };
    },
    forgive: ({ code }) => {
      if (code === "ALREADY_EXISTS" || code === "CONFLICT")
        return { state: "passed", text: "The store refuses to write over an object that is there." };
      if (code !== "UNSUPPORTED" && code !== "INVALID_INPUT") return null;
      return {
        state: "weaker",
        text: "The store does not know the condition that keeps two people from writing the same object. Lakeshore looks before and after it writes instead.",
      };
    },
  });
}

function deleteStep(place: TestPlace, probe: ProbeObject): Steps<AppError | null> {
  return tryStep({
    ...common(place, "s3:DeleteObject"),
    step: "delete",
    text: "Deleting it…",
    try: async () => {
      await probe.delete(place);
      const left = await probe.cleanUp();
      if (left)
        return { state: "weaker", text: `You may delete, but not take versions away: those of ${probe.key} stay.` };
      return { state: "passed", text: "You may delete; the small object is gone." };
    },
  });
}
