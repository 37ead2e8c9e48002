import type { AccessSubject } from "./access-subject.ts";
import { quoted } from "./literals.ts";

type S3 = Extract<AccessSubject["store"], { kind: "s3" }>;

/** Lines of Python that say `storage` how fsspec (s3fs) reaches the store; none for a folder. */
export function fsspecOptions({ store }: AccessSubject): string[] {
  if (store.kind === "folder") return [];
  const { signIn, endpoint, region } = store;
  const client = [
    `"region_name": ${quoted(region)}`,
    ...(endpoint === null ? [] : [`"endpoint_url": ${quoted(endpoint.url)}`]),
  ];
  return [
    "storage = {",
    ...signInOptions(signIn),
    `    "client_kwargs": {${client.join(", ")}},`,
    ...(endpoint?.pathStyle === true ? ['    "config_kwargs": {"s3": {"addressing_style": "path"}},'] : []),
    "}",
  ];
}

function signInOptions(signIn: S3["signIn"]): string[] {
  switch (signIn.kind) {
    case "profile":
      return [`    "profile": ${quoted(signIn.profile)},`];
    case "keys":
      return [
        `    "key": ${quoted(signIn.accessKeyId)},`,
        '    "secret": os.environ["AWS_SECRET_ACCESS_KEY"],  # never in the code',
      ];
    case "anonymous":
      return ['    "anon": True,'];
    case "identity-center":
    case "environment":
    case "machine":
      return [];
  }
}

/** Whether the code asks the environment for the secret key. */
export function needsOs({ store }: AccessSubject): boolean {
  return store.kind === "s3" && store.signIn.kind === "keys";
}

/** A session of boto3 as the lake's connection signs in. */
export function botoSession({ signIn, region }: S3): string {
  const args = [
    ...(signIn.kind === "profile" ? [`profile_name=${quoted(signIn.profile)}`] : []),
    ...(signIn.kind === "keys"
      ? [`aws_access_key_id=${quoted(signIn.accessKeyId)}`, 'aws_secret_access_key=os.environ["AWS_SECRET_ACCESS_KEY"]']
      : []),
    `region_name=${quoted(region)}`,
  ];
  return `boto3.Session(${args.join(", ")})`;
}
