import { lastWords } from './wasm-host'
import '../../../engine/built/wasm_exec.js'
import type { WorkerEnd } from './worker-messages'

interface GoRuntime {
  readonly importObject: WebAssembly.Imports
  exited?: boolean
  exit: (code: number) => void
  run(instance: WebAssembly.Instance): Promise<void>
}

// `wasm_exec.js` has no types.
const globals = globalThis as unknown as {
  readonly Go: new () => GoRuntime
  readonly [name: string]: unknown
}

export interface GoModule {
  /** JSON answer, or why module and thread can't continue. */
  ask(request: unknown): string | { readonly end: WorkerEnd; readonly detail: string }
}

/** Starts a module; `name` is the function it adds to the global object. */
export async function startGoModule(module: WebAssembly.Module, name: string): Promise<GoModule> {
  const go = new globals.Go()
  go.exit = () => undefined
  const instance = await WebAssembly.instantiate(module, go.importObject)
  // Resolves only if the module dies.
  void go.run(instance).catch(() => undefined)
  // `engine/` defines this type.
  const answer = globals[name] as (request: string) => string | undefined

  return {
    ask(request) {
      try {
        const text = answer(JSON.stringify(request))
        if (text !== undefined && go.exited !== true) return text
      } catch (error) {
        return { end: endOf(error), detail: lastWords() }
      }
      return { end: endOf(undefined), detail: lastWords() }
    },
  }
}

/** Reason for a trap, from Go's message. */
function endOf(error: unknown): WorkerEnd {
  const words = lastWords()
  if (error instanceof RangeError) return 'nesting'
  // Go's stack is in module memory, so memory errors can mean nesting.
  if (/stack (exceeds|overflow)|newstack|copystack|stackalloc/.test(words)) return 'nesting'
  return /out of memory|cannot allocate/.test(words) ? 'memory' : 'crash'
}
