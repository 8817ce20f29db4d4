const KEY = "parley.uploads";
const MOST = 20;

type Begun = Record<string, string>;

/** Which upload a file was begun with in this browser, so that dropping it again after a reload goes on with it. */
export function recallUpload(workspace: string, file: File): string | null {
  return read()[keyOf(workspace, file)] ?? null;
}

export function rememberUpload(workspace: string, file: File, uploadId: string): void {
  write(Object.fromEntries([...Object.entries(read()), [keyOf(workspace, file), uploadId]].slice(-MOST)));
}

export function forgetUpload(workspace: string, file: File): void {
  const { [keyOf(workspace, file)]: _, ...rest } = read();
  write(rest);
}

/** At sign-out nothing of the person stays in the browser. */
export function wipeUploads(): void {
  write({});
}

function keyOf(workspace: string, { name, size, lastModified }: File): string {
  return `${workspace}/${name}/${size}/${lastModified}`;
}

function read(): Begun {
  try {
    const begun: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof begun === "object" && begun !== null ? (begun as Begun) : {}; // written by us alone
  } catch {
    return {};
  }
}

/** Where the browser keeps nothing, an interrupted upload begins again. */
function write(begun: Begun): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(begun));
  } catch {
    // kept nowhere
  }
}
