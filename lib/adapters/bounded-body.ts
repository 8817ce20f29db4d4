type Bounds = {
  maxBytes: number;
  tooLarge: () => Error;
  /** Says in our words what a failing read means. */
  explain: (error: unknown) => unknown;
};

/** The same bytes, read only as they are asked for, ending in an error once more than `maxBytes` have come. */
export function boundedBody(body: ReadableStream<Uint8Array>, bounds: Bounds): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let seen = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) return controller.close();
          seen += value.byteLength;
          if (seen <= bounds.maxBytes) return controller.enqueue(value);
          await reader.cancel();
          controller.error(bounds.tooLarge());
        } catch (error) {
          controller.error(bounds.explain(error));
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
