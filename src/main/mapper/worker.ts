import { once } from 'node:events'
import { parentPort } from 'node:worker_threads'
// First: `wasm_exec.js` reads the global object when it loads.
import './wasm-host'
import { startGoModule } from './go-module'
import type { EngineAnswer } from './engine-answer'
import type { WorkerAnswer, WorkerRequest, WorkerStart } from './worker-messages'

const port = parentPort
if (!port) throw new Error('This file is the body of a worker thread.')
const say = (message: WorkerAnswer) => port.postMessage(message)

// The pool sends only this message first.
const [{ module }] = (await once(port, 'message')) as [WorkerStart]
const jsonnet = await startGoModule(module, 'jsonnetEngine')

port.on('message', (request: WorkerRequest) => void answer(request))
say({ kind: 'ready' })

async function answer(request: WorkerRequest): Promise<void> {
  if (request.op === 'validate') {
    const { validate } = await import('./validator')
    say(await validate(request))
    return
  }
  const begin = performance.now()
  const answer = jsonnet.ask(request)
  const milliseconds = performance.now() - begin
  if (typeof answer === 'string') {
    // Written by our own Go module: `engine/` and this type change together.
    say({ kind: 'answer', answer: JSON.parse(answer) as EngineAnswer, milliseconds })
  } else {
    say({ kind: 'end', ...answer })
  }
}
