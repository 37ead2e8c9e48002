import { ListPartsCommand, type Part } from "@aws-sdk/client-s3";
import type { S3Place } from "../key-space.ts";
import { type S3Context, answeredAbout } from "../s3-context.ts";

/** The parts that the store has of an upload, in pages. NOT_FOUND when it does not know the upload any more. */
export async function* storedParts(
  { client }: S3Context,
  place: S3Place,
  uploadId: string,
  signal: AbortSignal,
): AsyncGenerator<readonly Part[]> {
  for (let marker: string | undefined; ;) {
    const command = new ListPartsCommand({
      Bucket: place.bucket,
      Key: place.key,
      UploadId: uploadId,
      ...(marker === undefined ? {} : { PartNumberMarker: marker }),
    });
    const sent = client.send(command, { abortSignal: signal });
    const {
      Parts = [],
      IsTruncated,
      NextPartNumberMarker,
    } = await answeredAbout(sent, "ListMultipartUploadParts", place);
    yield Parts;
    if (IsTruncated !== true || NextPartNumberMarker === undefined || NextPartNumberMarker === marker) return;
    marker = NextPartNumberMarker;
  }
}
