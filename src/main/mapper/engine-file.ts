import { readFile } from 'node:fs/promises'
import { setFlagsFromString } from 'node:v8'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'

const decompress = promisify(brotliDecompress)

/** Reads and compiles the engine, stored as it is or, with the ending `.br`, compressed. */
export async function compileEngine(file: URL): Promise<WebAssembly.Module> {
  // V8 compiles a function anew, with all optimisations, when it was used much. That must not begin
  // while Go starts and fills its tables: it would take longer than a whole run. Later, it pays.
  setFlagsFromString('--wasm-tiering-budget=1000000000')
  const stored = await readFile(file)
  return WebAssembly.compile(file.pathname.endsWith('.br') ? await decompress(stored) : stored)
}
