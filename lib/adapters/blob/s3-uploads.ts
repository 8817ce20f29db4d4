import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  type Part,
  type S3Client,
  S3ServiceException,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { BlobUpload, BlobUploads } from "./port";

const ADDRESS_SECONDS = 3_600;

/**
 * S3's own multipart uploads. A part goes from the client straight to the store, at an address that is signed for this upload, this number and
 * this many bytes; what is there, the store itself tells.
 */
export function s3Uploads(client: S3Client, bucket: string): BlobUploads {
  const of = ({ path, id }: BlobUpload) => ({ Bucket: bucket, Key: path, UploadId: id });
  return {
    async begin(path, { contentType }) {
      const command = new CreateMultipartUploadCommand({
        Bucket: bucket,
        Key: path,
        ContentType: contentType,
      });
      const { UploadId } = await client.send(command);
      if (!UploadId) throw new Error("The store began an upload without a name.");
      return UploadId;
    },
    async partUrl(upload, { number, sizeBytes }) {
      const command = new UploadPartCommand({ ...of(upload), PartNumber: number, ContentLength: sizeBytes });
      const url = await getSignedUrl(client, command, {
        expiresIn: ADDRESS_SECONDS,
        signableHeaders: new Set(["host", "content-length"]),
      });
      return { url, method: "PUT", headers: {} };
    },
    async put(upload, number, bytes) {
      const command = new UploadPartCommand({ ...of(upload), PartNumber: number, Body: bytes });
      const { ETag = "" } = await client.send(command);
      return { number, sizeBytes: bytes.byteLength, etag: ETag };
    },
    async list(upload) {
      const parts: Part[] = [];
      for (let marker: string | undefined; ; ) {
        const page = await unlessGone(
          client.send(
            new ListPartsCommand({ ...of(upload), ...(marker ? { PartNumberMarker: marker } : {}) }),
          ),
        );
        parts.push(...(page?.Parts ?? []));
        if (!page?.IsTruncated || !page.NextPartNumberMarker) break;
        marker = page.NextPartNumberMarker;
      }
      return parts.map(({ PartNumber = 0, Size = 0, ETag = "" }) => ({
        number: PartNumber,
        sizeBytes: Size,
        etag: ETag,
      }));
    },
    async complete(upload, parts) {
      const Parts = parts
        .toSorted((a, b) => a.number - b.number)
        .map(({ number, etag }) => ({ PartNumber: number, ETag: etag }));
      await client.send(new CompleteMultipartUploadCommand({ ...of(upload), MultipartUpload: { Parts } }));
    },
    async abort(upload) {
      await unlessGone(client.send(new AbortMultipartUploadCommand(of(upload))));
    },
  };
}

/** An upload that was joined or given up is not there any more. */
async function unlessGone<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null;
    throw error;
  }
}
