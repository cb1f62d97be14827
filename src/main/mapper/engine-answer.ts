import { utf8ToBytes } from '@noble/hashes/utils.js'
import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import type {
  CoverAnswer,
  CoverSpan,
  EngineFinding,
  EvaluateRequest,
  Evaluation,
  MapperError,
  MapperFrame,
  MapperPlace,
} from '../../core/mapper/engine'
import { said } from '../../core/mapper/kratos/english'
import { mapperLimits, slowWarning } from '../../core/mapper/kratos/limits'
import { outputFinding } from '../../core/mapper/lint/rules-limits'

/** Request to `engine/`, named as on its Go side. */
export interface EngineRequest {
  readonly op: 'evaluate' | 'cover' | 'format' | 'lint'
  readonly fileName: string
  readonly snippet: string
  readonly extCode?: Readonly<Record<string, string>>
  readonly maxStack?: number
  readonly maxTrace?: number
  readonly maxOutput?: number
}

export interface EngineAnswer {
  readonly output?: string
  readonly outputBytes?: number
  readonly error?: {
    readonly kind: 'syntax' | 'runtime' | 'internal' | 'request'
    readonly message: string
    readonly text: string
    readonly range?: MapperPlace
    readonly frames?: readonly MapperFrame[]
  }
  readonly findings?: readonly EngineFinding[]
  readonly trace?: string
  readonly traceCut?: boolean
  readonly traceBytes?: number
  readonly traceLines?: number
  /** For "cover"; with an error it has no places. */
  readonly coverage?: { readonly spans: readonly CoverSpan[]; readonly reached: readonly number[] }
}

/**
 * Result of "evaluate"; fails if Kratos could not read it. Kratos names the mapper by `address`.
 */
export function toEvaluation(
  answer: EngineAnswer,
  milliseconds: number,
  request: Pick<EvaluateRequest, 'fileName' | 'address'>,
): Result<Evaluation, MapperError> {
  const error = traceError(answer, request) ?? toMapperError(answer)
  if (error) return failure(error)
  if ((answer.outputBytes ?? 0) > mapperLimits.outputBytes) {
    const text = 'jsonnetsecure: ERROR: scan: bufio.Scanner: token too long'
    const message = outputFinding(answer.outputBytes ?? 0)?.message ?? t('The output is too large')
    return failure({ ...appError('mapper.size', `${message}.`), text })
  }
  return success({
    output: answer.output ?? '',
    trace: answer.trace ?? '',
    traceCut: answer.traceCut ?? false,
    milliseconds,
    ...(milliseconds > mapperLimits.slowMilliseconds ? { slow: slowWarning } : {}),
    ...sizeProblem(answer.outputBytes ?? 0),
  })
}

/** Kratos reads `std.trace` output as an error. Source: `jsonnetsecure/jsonnet_pool.go`. */
function traceError(
  { trace = '', traceBytes = 0, traceLines = 0 }: EngineAnswer,
  { fileName, address = fileName }: Pick<EvaluateRequest, 'fileName' | 'address'>,
): MapperError | undefined {
  const { traceBytes: limit } = mapperLimits
  const [beforeNul = '', ...rest] = trace.split('\0')
  if (rest.length > 0) {
    const words = said((t) =>
      t(
        'std.trace wrote a NUL character: Ory takes the text before it as the error of the mapper.',
      ),
    )
    return traceFailure(words, `jsonnetsecure: eval: ${beforeNul}`)
  }
  const bytes = traceBytes + traceLines * (bytesOf(address) - bytesOf(fileName))
  if (bytes <= limit) return undefined
  const words = said((t) =>
    t(
      'std.trace wrote {bytes} bytes, and a worker of Ory’s takes at most {limit} over all sign-ins: ' +
        'the sign-in fails.',
      { bytes, limit },
    ),
  )
  return traceFailure(words, 'jsonnetsecure: eval: ERROR: scan: bufio.Scanner: token too long')
}

const bytesOf = (text: string): number => utf8ToBytes(text).length

const traceFailure = (
  words: Pick<MapperError, 'message' | 'english'>,
  text: string,
): MapperError => ({ ...appError('mapper.size', ''), ...words, text })

function sizeProblem(bytes: number): { readonly large?: string } {
  const finding = outputFinding(bytes)
  return finding ? { large: finding.message } : {}
}

/** Fails only for a mapper that can't run. */
export function toCoverAnswer(answer: EngineAnswer): Result<CoverAnswer, MapperError> {
  const error = toMapperError(answer)
  if (!answer.coverage) {
    return failure(error ?? appError('bug', t('The engine gave no coverage.')))
  }
  return success({ ...answer.coverage, ...(error ? { error: error.message } : {}) })
}

export function toFormatted(answer: EngineAnswer): Result<string, MapperError> {
  const error = toMapperError(answer)
  return error ? failure(error) : success(answer.output ?? '')
}

/** A syntax error is a finding. */
export function toFindings(answer: EngineAnswer): Result<readonly EngineFinding[], MapperError> {
  const error = toMapperError(answer)
  return error ? failure(error) : success(answer.findings ?? [])
}

function toMapperError({ error }: EngineAnswer): MapperError | undefined {
  if (error === undefined) return undefined
  const { kind, message, text, range, frames } = error
  const code = kind === 'syntax' ? 'mapper.syntax' : 'mapper.runtime'
  // The rest is Go's crash dump.
  const [firstLine = ''] = message.split('\n')
  const shown =
    kind === 'internal' ? { message: firstLine, text: `${firstLine}\n` } : { message, text }
  return {
    ...appError(kind === 'request' ? 'bug' : code, shown.message),
    text: shown.text,
    ...(range ? { range } : {}),
    ...(frames ? { frames } : {}),
  }
}
