// The entry of Electron's utility process. It runs the worker threads, so that neither a mapper nor the
// engine can crash the app's main process. Electron provides `process.parentPort`.
import type { ToEngine } from './channel'
import { createMapperEngine } from './engine'
import { compileEngine } from './engine-file'
import { serveEngine } from './serve'

interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: ToEngine }) => void): void
  postMessage(message: unknown): void
}

// Exists in a utility process, but Node's types lack it, and Electron's are not imported here.
const { parentPort } = process as unknown as { readonly parentPort: ParentPort }
const engine = createMapperEngine({
  workerFile: new URL('worker.js', import.meta.url),
  compile: () => compileEngine(new URL('jsonnet.wasm', import.meta.url)),
  compileValidator: () => compileEngine(new URL('identity.wasm', import.meta.url)),
})
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
const serve = serveEngine(engine, (message) => parentPort.postMessage(message))
parentPort.on('message', ({ data }) => serve(data))
