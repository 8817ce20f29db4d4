/** `npm start` and `npm run dev`. Thin on purpose: an old Node must get a sentence, not a syntax error from a file it cannot read. */
const major = Number(process.versions.node.split(".")[0]);

if (major < 22) {
  console.error(
    `Parley needs Node 22 or newer and found ${process.versions.node}. Run "npm ci" once more (on Linux and Windows it brings Node along), or install Node 24 from nodejs.org.`,
  );
  process.exit(1);
}

export {}; // a module, so that it may wait

const { launch } = await import("@/lib/embedded/launcher");
await launch(process.argv.slice(2));
