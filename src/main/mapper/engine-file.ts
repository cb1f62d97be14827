import { readFile } from 'node:fs/promises'
import { setFlagsFromString } from 'node:v8'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'

const decompress = promisify(brotliDecompress)

/** Compiles the engine, decompressing `.br`. */
export async function compileEngine(file: URL): Promise<WebAssembly.Module> {
  // Keeps V8 from optimizing Go's start-up, which takes longer than a whole run.
  setFlagsFromString('--wasm-tiering-budget=1000000000')
  const stored = await readFile(file)
  return WebAssembly.compile(file.pathname.endsWith('.br') ? await decompress(stored) : stored)
}
