import { build } from "esbuild";
await build({ entryPoints: ["src/cli/main.ts"], bundle: true, platform: "node", format: "esm", splitting: true, outdir: "dist", target: "node20", banner: { js: "import { createRequire as __cr } from 'node:module'; const require = __cr(import.meta.url);" } });
