/** A package without types of its own: what we use of it. */
declare module "tesseract.js-core/tesseract-core-simd-lstm.js" {
  type Api = {
    /** 0 when it is ready. `engine` 1: the neural one alone. */
    Init(path: string | null, languages: string, engine: number): number;
    SetVariable(name: string, value: string): boolean;
    /** Takes the file `/input`; 1 when it is no picture. `orientation` as EXIF counts, and an angle. */
    SetImageFile(orientation: number, angle: number): number;
    Recognize(monitor: null): number;
    GetJSONText(page: number): string;
  };
  type Core = {
    FS: { writeFile(path: string, content: Uint8Array): void };
    TessBaseAPI: new () => Api;
  };
  type Settings = {
    wasmBinary: Uint8Array;
    print(line: string): void;
    printErr(line: string): void;
    TesseractProgress(percent: number): void;
  };
  export default function create(settings: Settings): Promise<Core>;
}
