import { Worker } from 'node:worker_threads'
import { t } from '../../core/language/translate'
import { mapperLimits } from '../../core/mapper/kratos/limits'
import { createQueue } from '../concurrency/in-turn'
import type { WorkerAnswer, WorkerRequest, WorkerStart } from './worker-messages'

export interface WorkerPoolOptions {
  readonly workerFile: URL
  readonly compile: () => Promise<WebAssembly.Module>
  /** Keeps a second worker ready; default true. */
  readonly spare?: boolean
  /** Milliseconds; default `mapperLimits.killMilliseconds`. */
  readonly killAfter?: number
  /** Milliseconds of processor time; default: from the system. */
  readonly processorTime?: () => number
}

function processorTimeOfProcess(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

export type Outcome =
  | { readonly kind: 'answered'; readonly answer: WorkerAnswer }
  | { readonly kind: 'late' | 'cancelled' | 'memory' }
  | { readonly kind: 'died'; readonly reason: string }

export interface WorkerPool {
  /** Queues requests. Never rejects. */
  ask(request: WorkerRequest, signal?: AbortSignal): Promise<Outcome>
  close(): Promise<void>
}

/** Enough for an answer and one schema besides the engine's memory. */
const resourceLimits = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16, stackSizeMb: 64 }

/** Ready, or why it never will be. */
type Started = Promise<Worker | Error>

/** One evaluation at a time; a spare replaces dead workers. */
export function createWorkerPool(options: WorkerPoolOptions): WorkerPool {
  const compiled = options.compile()
  const { killAfter = mapperLimits.killMilliseconds, processorTime = processorTimeOfProcess } =
    options
  const ready: Started[] = []
  let closed = false
  let asked = 0
  const { run: inTurn } = createQueue()

  const wanted = options.spare === false ? 1 : 2
  const fill = () => {
    if (closed || ready.length >= wanted) return
    const started = startWorker(options.workerFile, compiled)
    ready.push(started)
    // The spare must not delay the first answer.
    void started.then(() => {
      if (asked === 0) fill()
    })
  }
  fill()

  async function runOne(request: WorkerRequest, signal: AbortSignal | undefined): Promise<Outcome> {
    if (closed) return { kind: 'died', reason: t('The engine was closed.') }
    if (signal?.aborted) return { kind: 'cancelled' }
    const worker = await firstReady()
    if (worker instanceof Error) return { kind: 'died', reason: worker.message }
    const outcome = await askWorker(worker, request, { killAfter, processorTime }, signal)
    if (outcome.kind !== 'answered' || outcome.answer.kind === 'end') {
      void worker.terminate()
      void ready.shift()
    }
    return outcome
  }

  /** Replaces one idle death silently; reports two in a row. */
  async function firstReady(): Promise<Worker | Error> {
    for (let tries = 0; ; tries++) {
      if (ready.length === 0) fill()
      const worker = (await ready[0]) ?? new Error(t('The engine was closed.'))
      const usable = !(worker instanceof Error) && worker.threadId !== -1
      if (usable) return worker
      void ready.shift()
      if (tries === 2) return worker instanceof Error ? worker : new Error(t('The engine crashed.'))
    }
  }

  return {
    ask(request, signal) {
      asked += 1
      return inTurn(async () => {
        const outcome = await runOne(request, signal)
        asked -= 1
        fill()
        return outcome
      })
    },
    async close() {
      closed = true
      const workers = await Promise.all(ready.splice(0))
      const started = workers.filter((worker) => worker instanceof Worker)
      await Promise.all(started.map((worker) => worker.terminate()))
    },
  }
}

/** Starts the thread while the engine compiles. */
function startWorker(file: URL, compiled: Promise<WebAssembly.Module>): Started {
  return new Promise((resolve) => {
    const worker = new Worker(file, { resourceLimits, env: {}, argv: [], execArgv: [] })
    worker.once('message', () => {
      // An idle worker must not keep a command running.
      worker.unref()
      resolve(worker)
    })
    // Never removed: an idle worker's error must not end the process.
    worker.on('error', (error) => resolve(asError(error)))
    worker.once('exit', () => resolve(new Error(t('The engine ended while it started.'))))
    compiled.then(
      (module) => {
        const message: WorkerStart = { module }
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
        worker.postMessage(message)
      },
      (error: unknown) => {
        resolve(asError(error))
        void worker.terminate()
      },
    )
  })
}

/** Extensions for runs that got too little processor time. */
const mostTurns = 4

function askWorker(
  worker: Worker,
  request: WorkerRequest,
  { killAfter, processorTime }: Required<Pick<WorkerPoolOptions, 'killAfter' | 'processorTime'>>,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const done = (outcome: Outcome) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancelled)
      worker.off('message', answered).off('error', failed).off('exit', ended)
      worker.unref()
      resolve(outcome)
    }
    const answered = (answer: WorkerAnswer) => done({ kind: 'answered', answer })
    const failed = (error: unknown) => done(outcomeOf(asError(error)))
    const ended = () => done({ kind: 'died', reason: t('The engine ended.') })
    const cancelled = () => done({ kind: 'cancelled' })
    const began = processorTime()
    let turns = 0
    // On a busy machine, count used processor time.
    const late = () => {
      const left = killAfter - (processorTime() - began)
      turns += 1
      if (left < killAfter / 10 || turns >= mostTurns) done({ kind: 'late' })
      else timer = setTimeout(late, left)
    }
    let timer = setTimeout(late, killAfter)
    worker.on('message', answered).on('error', failed).on('exit', ended)
    signal?.addEventListener('abort', cancelled)
    worker.ref()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
    worker.postMessage(request)
  })
}

function outcomeOf(error: Error): Outcome {
  // Node's errors have a code.
  return (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? { kind: 'memory' }
    : { kind: 'died', reason: error.message }
}

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error))
