import type { EngineAnswer, EngineRequest } from '../../core/mapper/engine-answer'
import type { SchemaProblem, SchemaRequest } from '../../core/mapper/engine'
import type { Result } from '../../core/errors/result'

/** The first message to a worker. */
export interface WorkerStart {
  /** Compiled once by the host; workers share its machine code. */
  readonly module: WebAssembly.Module
}

export type WorkerRequest = EngineRequest | ({ readonly op: 'validate' } & SchemaRequest)

/** Why a worker cannot go on; the host replaces it. */
export type WorkerEnd = 'memory' | 'nesting' | 'crash'

export type WorkerAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly answer: EngineAnswer; readonly milliseconds: number }
  | { readonly kind: 'validated'; readonly result: Result<readonly SchemaProblem[], string> }
  | { readonly kind: 'end'; readonly end: WorkerEnd; readonly detail: string }
