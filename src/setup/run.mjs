// What npm start, npm test, npm run test:faults and npm run bench run, on a fresh clone as well. Node's own modules only.
// This file keeps to what old versions of Node understand, so that it can tell them apart.
const OLDEST = 20;

async function run() {
  if (Number(process.versions.node.split(".")[0]) < OLDEST) {
    process.stderr.write(
      `nslab needs Node ${OLDEST} or newer; this is ${process.version}. Get a newer one from your distribution or from nodejs.org, then try again.\n`,
    );
    return 3;
  }
  const { main } = await import("./modes.mjs");
  return main(process.argv.slice(2));
}

void run().then((code) => (process.exitCode = code));
