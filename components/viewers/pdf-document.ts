"use client";

import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy, version } from "pdfjs-dist";
import { useEffect, useState } from "react";

/** Worker, character maps and fonts lie beside the product, under their version (lib/cli/viewer-files.ts). Nothing comes from elsewhere. */
const FILES = `/pdfjs/${version}`;
GlobalWorkerOptions.workerSrc = `${FILES}/build/pdf.worker.min.mjs`;

export type PdfState =
  | { status: "loading"; share: number }
  | { status: "ready"; document: PDFDocumentProxy; size: PageSize }
  | { status: "failed"; reason: "encrypted" | "broken" | "gone" };

/** In points, as the first page is: what a page is taken for until it has been read. */
export type PageSize = { width: number; height: number };

/** Opens a PDF while the component is there. The bytes come in pieces where the server gives ranges. */
export function usePdf(url: string): PdfState {
  const [state, setState] = useState<PdfState>({ status: "loading", share: 0 });
  useEffect(() => {
    let current = true;
    const show = (next: PdfState) => {
      if (current) setState(next);
    };
    const task = getDocument({
      url,
      withCredentials: true,
      cMapUrl: `${FILES}/cmaps/`,
      standardFontDataUrl: `${FILES}/standard_fonts/`,
      wasmUrl: `${FILES}/wasm/`,
      iccUrl: `${FILES}/iccs/`,
      enableXfa: false,
    });
    task.onProgress = ({ loaded, total }: { loaded: number; total: number }) =>
      show({ status: "loading", share: total > 0 ? Math.min(1, loaded / total) : 0 });
    task.promise
      .then(async (document) => {
        const { width, height } = (await document.getPage(1)).getViewport({ scale: 1 });
        show({ status: "ready", document, size: { width, height } });
      })
      .catch((error: unknown) => show({ status: "failed", reason: reasonOf(error) }));
    return () => {
      current = false;
      void task.destroy();
    };
  }, [url]);
  return state;
}

function reasonOf(error: unknown): "encrypted" | "broken" | "gone" {
  const name = error instanceof Error ? error.name : "";
  if (name === "PasswordException") return "encrypted";
  return name === "ResponseException" ? "gone" : "broken";
}
