import { appError, type AppError, type ErrorCode } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import type {
  CoverAnswer,
  EngineFinding,
  EvaluateRequest,
  Evaluation,
  MapperError,
  SchemaRequest,
  TraitsCheck,
} from '../../core/mapper/engine'
import {
  toCoverAnswer,
  toEvaluation,
  toFindings,
  toFormatted,
  type EngineAnswer,
  type EngineRequest,
} from './engine-answer'
import { said, type Say } from '../../core/mapper/kratos/english'
import { toTraitsCheck } from '../../core/mapper/kratos/schema'
import { requestBytes } from '../../core/mapper/kratos/request-size'
import { mapperLimits } from '../../core/mapper/kratos/limits'
import { createWorkerPool, type WorkerPool, type WorkerPoolOptions } from './worker-pool'
import type { WorkerAnswer, WorkerEnd, WorkerRequest } from './worker-messages'

/** Runs mappers, here or behind a channel. Never rejects. */
export interface MapperEngine {
  /** An abort stops the evaluation with `request.cancelled`. */
  evaluate(request: EvaluateRequest, signal?: AbortSignal): Promise<Result<Evaluation, MapperError>>
  /** Evaluated parts; `core/mapper/coverage` combines runs. */
  cover(request: EvaluateRequest, signal?: AbortSignal): Promise<Result<CoverAnswer, MapperError>>
  format(text: string, fileName: string, signal?: AbortSignal): Promise<Result<string, MapperError>>
  /** go-jsonnet's linter; our rules are in `core/mapper/lint`. */
  lint(
    text: string,
    fileName: string,
    signal?: AbortSignal,
  ): Promise<Result<readonly EngineFinding[], MapperError>>
  /** Validates traits with Kratos' library. */
  validate(request: SchemaRequest, signal?: AbortSignal): Promise<Result<TraitsCheck, MapperError>>
  close(): Promise<void>
}

export interface MapperEngineOptions extends WorkerPoolOptions {
  readonly compileValidator: () => Promise<WebAssembly.Module>
}

/** Runs one evaluation at a time within `mapperLimits`, with a spare worker for killed ones. */
export function createMapperEngine(options: MapperEngineOptions): MapperEngine {
  const pool = createWorkerPool(options)
  // Compiled on first use, since many runs don't need it.
  let validator: Promise<WebAssembly.Module> | undefined
  return {
    evaluate: async (request, signal) => {
      const tooLarge = checkSize(request)
      if (tooLarge) return failure(tooLarge)
      const asked: EngineRequest = {
        ...toEngineRequest('evaluate', request),
        maxTrace: mapperLimits.traceBytes,
        maxOutput: mapperLimits.outputBytes,
      }
      const read = (answer: EngineAnswer, milliseconds: number) =>
        toEvaluation(answer, milliseconds, request)
      return run(pool, asked, read, signal)
    },
    cover: async (request, signal) => {
      const tooLarge = checkSize(request)
      if (tooLarge) return failure(tooLarge)
      // Below any output's size, so that none is returned.
      const asked: EngineRequest = { ...toEngineRequest('cover', request), maxOutput: 1 }
      return run(pool, asked, toCoverAnswer, signal)
    },
    format: (snippet, fileName, signal) =>
      run(pool, { op: 'format', fileName, snippet }, toFormatted, signal),
    lint: (snippet, fileName, signal) =>
      run(pool, { op: 'lint', fileName, snippet }, toFindings, signal),
    validate: async (request, signal) => {
      validator ??= options.compileValidator()
      const module = await validator.catch((error: unknown) => String(error))
      if (typeof module === 'string') return failure(appError('mapper.stopped', module))
      const answer = await ask(pool, { op: 'validate', module, ...request }, signal)
      if (!answer.ok) return failure(ofSchema(answer.error))
      if (answer.value.kind !== 'validated') return failure(unexpected(answer.value))
      return toTraitsCheck(answer.value.answer)
    },
    close: () => pool.close(),
  }
}

function toEngineRequest(op: 'evaluate' | 'cover', request: EvaluateRequest): EngineRequest {
  return {
    op,
    fileName: request.fileName,
    snippet: request.text,
    extCode: request.variables,
    maxStack: mapperLimits.stackFrames,
  }
}

async function run<Value>(
  pool: WorkerPool,
  request: EngineRequest,
  read: (answer: EngineAnswer, milliseconds: number) => Result<Value, MapperError>,
  signal: AbortSignal | undefined,
): Promise<Result<Value, MapperError>> {
  const answer = await ask(pool, request, signal)
  if (!answer.ok) return answer
  const { value } = answer
  return value.kind === 'answer'
    ? read(value.answer, value.milliseconds)
    : failure(unexpected(value))
}

/** Localized failure; cases store and compare the English one. */
const told = (
  code: ErrorCode,
  words: (t: Say) => string,
  more: Partial<Pick<AppError, 'retry'>> = {},
): MapperError => ({ ...appError(code, '', more), ...said(words) })

/** Translates a run's end into plain words. */
async function ask(
  pool: WorkerPool,
  request: WorkerRequest,
  signal: AbortSignal | undefined,
): Promise<Result<WorkerAnswer, MapperError>> {
  const outcome = await pool.ask(request, signal)
  switch (outcome.kind) {
    case 'answered':
      return outcome.answer.kind === 'end'
        ? failure(endError(outcome.answer, request.op))
        : success(outcome.answer)
    case 'late':
      return failure(
        told('mapper.timeout', (t) =>
          t('The mapper was stopped after {seconds} s. Ory stops it after 1 s.', {
            seconds: mapperLimits.killMilliseconds / 1000,
          }),
        ),
      )
    case 'cancelled':
      return failure(told('request.cancelled', (t) => t('The run was cancelled.')))
    case 'memory':
      return failure(endError({ end: 'memory' }, request.op))
    case 'died':
      return failure(appError('mapper.stopped', outcome.reason, { retry: true }))
  }
}

function endError({ end }: { readonly end: WorkerEnd }, op: WorkerRequest['op']): MapperError {
  switch (end) {
    case 'memory':
      return told('mapper.memory', (t) =>
        t('The mapper used too much memory: more than {limit} MB.', {
          limit: mapperLimits.memoryMegabytes,
        }),
      )
    case 'nesting':
      // Jsonnet's frame limit ignores tail calls; Kratos' engine also runs them until the time
      // limit.
      return op === 'evaluate' || op === 'cover'
        ? told('mapper.timeout', (t) =>
            t(
              'The mapper calls itself without end, or is nested too deeply. Ory stops it after 1 s.',
            ),
          )
        : told('mapper.runtime', (t) => t('The mapper is nested too deeply.'))
    case 'crash':
      return told('mapper.stopped', (t) => t('The engine failed on this mapper.'), { retry: true })
  }
}

/** A validation's failure that looks like a mapper's. */
function ofSchema(error: MapperError): MapperError {
  const { code } = error
  if (code === 'mapper.memory' || code === 'mapper.runtime') {
    return told('mapper.schema', (t) =>
      t('The identity schema cannot be used: it refers to itself endlessly.'),
    )
  }
  if (code !== 'mapper.timeout') return error
  return { ...error, ...said((t) => t('Checking the traits took too long and was stopped.')) }
}

function checkSize(request: EvaluateRequest): MapperError | undefined {
  const bytes = requestBytes(request)
  if (bytes <= mapperLimits.requestBytes) return undefined
  return told('mapper.size', (t) =>
    t(
      'The mapper and its claims together make a request of {bytes} bytes; Kratos reads at most {limit}.',
      { bytes, limit: mapperLimits.requestBytes },
    ),
  )
}

function unexpected(answer: WorkerAnswer): MapperError {
  return told('bug', (t) => t('The worker answered with {kind}.', { kind: answer.kind }))
}
