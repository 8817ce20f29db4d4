import type { Env } from "@/lib/adapters/env";

/**
 * Where a page may send the parts of a file: nothing beyond the bucket, or the one call of the store that takes them. Empty where they pass
 * through us. What the adapters sign begins like this; a contract test compares.
 */
export function storageSources(variables: Env): string[] {
  if (variables.BLOB_READ_WRITE_TOKEN) return ["https://vercel.com/api/blob/mpu"];
  const {
    BLOB_S3_BUCKET: bucket,
    BLOB_S3_ENDPOINT: endpoint,
    BLOB_S3_REGION: region = "us-east-1",
  } = variables;
  if (!bucket) return [];
  return [
    endpoint ? `${endpoint.replace(/\/+$/, "")}/${bucket}/` : `https://${bucket}.s3.${region}.amazonaws.com`,
  ];
}
