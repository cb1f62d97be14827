import type { EvaluateRequest, MapperError, SchemaRequest } from '../../core/mapper/engine'
import type { Result } from '../../core/errors/result'

export type EngineCall =
  | { readonly op: 'evaluate' | 'cover'; readonly request: EvaluateRequest }
  | { readonly op: 'format' | 'lint'; readonly text: string; readonly fileName: string }
  | { readonly op: 'validate'; readonly request: SchemaRequest }

export type ToEngine =
  | { readonly kind: 'call'; readonly id: number; readonly call: EngineCall }
  | { readonly kind: 'cancel'; readonly id: number }

export interface FromEngine {
  readonly id: number
  readonly result: Result<unknown, MapperError>
}
