import { once } from 'node:events'
import { parentPort } from 'node:worker_threads'
// First what `wasm_exec.js` may see, then itself: it looks at the global object when it is loaded.
import { lastWords } from './wasm-host'
import '../../../engine/built/wasm_exec.js'
import type { EngineAnswer } from '../../core/mapper/engine-answer'
import type { WorkerAnswer, WorkerEnd, WorkerRequest, WorkerStart } from './worker-messages'

interface GoRuntime {
  readonly importObject: WebAssembly.Imports
  exited?: boolean
  exit: (code: number) => void
  run(instance: WebAssembly.Instance): Promise<void>
}

// `wasm_exec.js` and the module put these there; no types know of them.
const globals = globalThis as unknown as {
  readonly Go: new () => GoRuntime
  readonly jsonnetEngine: (request: string) => string | undefined
}

const port = parentPort
if (!port) throw new Error('This file is the body of a worker thread.')
const say = (message: WorkerAnswer) => port.postMessage(message)

const [{ module }] = (await once(port, 'message')) as [WorkerStart]
const go = new globals.Go()
go.exit = () => undefined
const instance = await WebAssembly.instantiate(module, go.importObject)
// Resolves when the module's main function ends, which it does only by dying.
void go.run(instance).catch(() => undefined)

// V8 compiles a function when it is first called; a run before anybody waits keeps that out of the
// first answer and of the time that is held against Ory's limit.
const practice: WorkerRequest = {
  op: 'evaluate',
  fileName: '',
  snippet: "local c = std.extVar('c'); { [if 'a' in c then 'a' else null]: c.a + '%s' % [c.b.d] }",
  extCode: { c: '{ "a": "x", "b": { "d": [1, true] } }' },
}
globals.jsonnetEngine(JSON.stringify(practice))

port.on('message', (request: WorkerRequest) => void answer(request))
say({ kind: 'ready' })

async function answer(request: WorkerRequest): Promise<void> {
  if (request.op === 'validate') {
    const { validateTraits } = await import('../../core/mapper/kratos/schema')
    say({ kind: 'validated', result: validateTraits(request.schema, request.traits) })
    return
  }
  const begin = performance.now()
  let text: string | undefined
  try {
    text = globals.jsonnetEngine(JSON.stringify(request))
  } catch (error) {
    say({ kind: 'end', end: endOf(error), detail: lastWords() })
    return
  }
  if (text === undefined || go.exited === true) {
    say({ kind: 'end', end: endOf(undefined), detail: lastWords() })
    return
  }
  const milliseconds = performance.now() - begin
  say({ kind: 'answer', answer: JSON.parse(text) as EngineAnswer, milliseconds })
}

/** A module that trapped or died says why in Go's words, which nobody should have to read. */
function endOf(error: unknown): WorkerEnd {
  const words = lastWords()
  if (error instanceof RangeError) return 'nesting'
  // Go's stack lies in the module's memory: running out while it grows is nesting, too.
  if (/stack (exceeds|overflow)|newstack|copystack|stackalloc/.test(words)) return 'nesting'
  return /out of memory|cannot allocate/.test(words) ? 'memory' : 'crash'
}
