// Loads what `serve` and `check` load, so that Node's compile cache (NODE_COMPILE_CACHE) holds it. Prints nothing.
for (const module of [
  'cli/program.ts',
  'cli/serve.ts',
  'cli/check.ts',
  'cli/check/judge-file.ts',
  'service/service.ts',
  'store/sqlite/engine.ts',
])
  await import(new URL(`../${module}`, import.meta.url).href);
await import('mailparser');
