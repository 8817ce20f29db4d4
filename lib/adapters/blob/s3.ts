import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { guardedBlob } from "@/lib/adapters/blob/guarded";
import { type PartSink, sendInParts } from "@/lib/adapters/blob/parts";
import { rangeBeyondEnd } from "@/lib/adapters/blob/path";
import type { BlobPort } from "@/lib/adapters/blob/port";
import { s3Uploads } from "@/lib/adapters/blob/s3-uploads";
import { type Breaker, breaker as processBreaker } from "@/lib/adapters/breaker";
import { dispositionOf } from "@/lib/core/files";

export type S3Config = {
  bucket: string;
  /** none: AWS itself. With one, the bucket is part of the path, as compatible stores want it. */
  endpoint?: string | undefined;
  region?: string | undefined;
  /** none: the SDK looks for the machine's own role. */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined;
};

const LONGEST_URL_SECONDS = 300;
const PING_MS = 5_000;
const DELETES_AT_ONCE = 16;

/** Blobs in an S3-compatible store. The address is the operator's own, so the SDK connects to it by itself. */
export function createS3Blob(config: S3Config, breaker: Breaker = processBreaker("blob")): BlobPort {
  const client = clientOf(config);
  const at = (path: string) => ({ Bucket: config.bucket, Key: path });
  const store: Omit<BlobPort, "uploads"> = {
    async put(path, body, { contentType }) {
      const sizeBytes = await sendInParts(body, sinkOf(client, { ...at(path), ContentType: contentType }));
      return { sizeBytes, contentType };
    },
    async get(path, range) {
      const command = new GetObjectCommand({
        ...at(path),
        ...(range ? { Range: `bytes=${range.start}-${range.endInclusive}` } : {}),
      });
      const found = await orNull(client.send(command));
      if (!found?.Body) return null;
      const total = Number(found.ContentRange?.split("/")[1] ?? found.ContentLength);
      return { ...headOf(total, found.ContentType), body: found.Body.transformToWebStream() };
    },
    async head(path) {
      const found = await orNull(client.send(new HeadObjectCommand(at(path))));
      return found && headOf(found.ContentLength, found.ContentType);
    },
    async delete(paths) {
      // One by one: not every compatible store has the batch call, and those that do disagree on its checksum.
      for (let start = 0; start < paths.length; start += DELETES_AT_ONCE) {
        const batch = paths.slice(start, start + DELETES_AT_ONCE);
        await Promise.all(batch.map((path) => orNull(client.send(new DeleteObjectCommand(at(path))))));
      }
    },
    readUrl(path, { seconds, filename, contentType }) {
      const command = new GetObjectCommand({
        ...at(path),
        ResponseContentDisposition: dispositionOf(filename, "attachment"),
        ResponseContentType: contentType,
      });
      return getSignedUrl(client, command, { expiresIn: Math.min(seconds, LONGEST_URL_SECONDS) });
    },
    async ping() {
      const command = new HeadBucketCommand({ Bucket: config.bucket });
      await client.send(command, { abortSignal: AbortSignal.timeout(PING_MS) });
    },
  };
  return guardedBlob({ ...store, uploads: s3Uploads(client, config.bucket) }, breaker);
}

function clientOf({ endpoint, region, credentials }: S3Config): S3Client {
  return new S3Client({
    region: region ?? "us-east-1",
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    ...(credentials ? { credentials } : {}),
    maxAttempts: 3,
    // The SDK's newer default checksums are refused by many compatible stores.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000 },
  });
}

type Target = { Bucket: string; Key: string; ContentType: string };
type Part = { PartNumber: number; ETag: string | undefined };

function sinkOf(client: S3Client, target: Target): PartSink<Part> {
  const { ContentType, ...place } = target;
  return {
    whole: (bytes) => client.send(new PutObjectCommand({ ...target, Body: bytes })),
    async begin() {
      const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
      const upload = { ...place, UploadId };
      return {
        async part(PartNumber, bytes) {
          const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body: bytes }));
          return { PartNumber, ETag };
        },
        complete: (Parts) =>
          client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } })),
        abort: () => client.send(new AbortMultipartUploadCommand(upload)),
      };
    },
  };
}

function headOf(sizeBytes: number | undefined, contentType: string | undefined) {
  return { sizeBytes: sizeBytes ?? 0, contentType: contentType ?? "application/octet-stream" };
}

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
    if (status === 404) return null;
    if (status === 416) throw rangeBeyondEnd(error);
    throw error;
  }
}
