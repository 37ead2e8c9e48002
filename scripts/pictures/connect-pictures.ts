import { randomUUID } from "node:crypto";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Page } from "playwright-core";

/** An S3-compatible store to take pictures with, and its keys; the same variables as for the tests against real servers. */
const {
  RGW_URL: url,
  RGW_ACCESS_KEY: accessKeyId = "AKTEST",
  RGW_SECRET_KEY: secretAccessKey = "SKTEST",
} = process.env;

/** Takes the pictures of connecting to S3 where RGW_URL names a store; else says that the old ones stay. */
export async function takeConnectPictures(page: Page, take: (name: string) => Promise<unknown>): Promise<void> {
  if (url === undefined) {
    process.stdout.write("The pictures of connecting to S3 stay as they are: RGW_URL names no store.\n");
    return;
  }
  const { bucket, remove } = await prepareBucket(url);
  try {
    await connect(page, { address: url, bucket }, take);
  } finally {
    await remove();
  }
}

async function connect(
  page: Page,
  { address, bucket }: { address: string; bucket: string },
  take: (name: string) => Promise<unknown>,
): Promise<void> {
  await page.goto(new URL("/", page.url()).href);
  await page.getByRole("button", { name: "Connect …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Store" }).click();
  await page.getByRole("option", { name: "Ceph (RADOS Gateway)" }).click();
  await dialog.getByLabel("Name of the connection").fill("Company store");
  await dialog.getByLabel("Address").fill(address);
  await dialog.getByLabel("Access key id").fill(accessKeyId);
  await dialog.getByRole("textbox", { name: "Secret key" }).fill(secretAccessKey);
  await take("connect");
  await dialog.getByRole("button", { name: "Save and go on" }).click();
  await dialog.getByRole("combobox", { name: "Bucket", exact: true }).fill(bucket);
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "sales" }).click();
  await dialog.getByRole("button", { name: "trusted" }).waitFor();
  await dialog.getByRole("button", { name: "Test this place" }).click();
  await dialog.getByRole("status").waitFor();
  await take("connect-place");
}

const keys = ["raw", "trusted", "refined"].map((folder) => `sales/${folder}/orders.csv`);

async function prepareBucket(endpoint: string): Promise<{ bucket: string; remove: () => Promise<void> }> {
  const client = new S3Client({
    endpoint,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  const Bucket = `company-data-${randomUUID().slice(0, 4)}`;
  await client.send(new CreateBucketCommand({ Bucket }));
  for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: "id,amount\n1,2.5\n" }));
  const remove = async () => {
    for (const Key of keys) await client.send(new DeleteObjectCommand({ Bucket, Key }));
    await client.send(new DeleteBucketCommand({ Bucket }));
    client.destroy();
  };
  return { bucket: Bucket, remove };
}
