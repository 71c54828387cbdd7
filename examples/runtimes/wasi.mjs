// Runs a WASI program under Node: `node wasi.mjs PROGRAM.wasm`.
import { openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { argv, exit } from "node:process";
import { WASI } from "node:wasi";

// Node reads its own standard input without blocking; a program of WASI waits for its input.
const stdin = openSync("/dev/stdin");
const wasi = new WASI({ version: "preview1", args: argv.slice(2), stdin });
const module = await WebAssembly.compile(await readFile(argv[2]));
exit(wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject())));
