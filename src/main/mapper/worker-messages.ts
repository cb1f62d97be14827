import type { EngineAnswer, EngineRequest } from './engine-answer'
import type { SchemaRequest } from '../../core/mapper/engine'
import type { IdentityAnswer } from '../../core/mapper/kratos/schema'

export interface WorkerStart {
  /** Compiled once; workers share its machine code. */
  readonly module: WebAssembly.Module
}

export interface ValidateRequest extends SchemaRequest {
  readonly op: 'validate'
  readonly module: WebAssembly.Module
}

export type WorkerRequest = EngineRequest | ValidateRequest

/** The host replaces such a worker. */
export type WorkerEnd = 'memory' | 'nesting' | 'crash'

export type WorkerAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly answer: EngineAnswer; readonly milliseconds: number }
  | { readonly kind: 'validated'; readonly answer: IdentityAnswer }
  | { readonly kind: 'end'; readonly end: WorkerEnd; readonly detail: string }
