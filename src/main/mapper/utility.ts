// Entry of the utility process: worker threads here can't crash the main process.
import { loadLanguage } from '../../core/language/load-language'
import { languageNamed } from '../../core/language/locale'
import type { ToEngine } from './channel'
import { serveEngine } from './serve'

interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: ToEngine }) => void): void
  postMessage(message: unknown): void
}

// Node's types lack it, and Electron's are not imported here.
const { parentPort } = process as unknown as { readonly parentPort: ParentPort }
const [, , language] = process.argv

/** Language first: modules make texts when they load. */
async function begin(): Promise<(message: ToEngine) => void> {
  await loadLanguage(languageNamed(language))
  const { createMapperEngine } = await import('./engine')
  const { compileEngine } = await import('./engine-file')
  const engine = createMapperEngine({
    workerFile: new URL('worker.js', import.meta.url),
    compile: () => compileEngine(new URL('jsonnet.wasm', import.meta.url)),
    compileValidator: () => compileEngine(new URL('identity.wasm', import.meta.url)),
  })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
  return serveEngine(engine, (message) => parentPort.postMessage(message))
}

const serving = begin()
parentPort.on('message', ({ data }) => void serving.then((serve) => serve(data)))
