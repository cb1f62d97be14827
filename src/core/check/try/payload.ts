import { z } from 'zod'
import { t } from '../../language/translate'
import { scanJson } from '../../model/json-scan'
import {
  isJsonArray,
  isJsonObject,
  parseJson,
  type JsonObject,
  type JsonValue,
} from '../../model/json'

const members = [
  'id_token_claims',
  'userinfo',
  'jsonnet_mapper_url',
  'jsonnet_input',
  'jsonnet_output',
  'jsonnet_stderr',
  'schema_validation_errors',
  'missing_required_traits',
]

/** An object, or one as JSON text. */
export function objectOf(value: JsonValue | undefined): JsonObject | undefined {
  if (isJsonObject(value)) return value
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return undefined
  const scan = scanJson(value, 0)
  if (!scan.ok || value.slice(scan.end).trim() !== '') return undefined
  const json = parseJson(value)
  return isJsonObject(json) ? json : undefined
}

/** Finds `debug_payload` alone, in its `test_context` or in the whole flow. */
export function findDebugPayload(json: JsonObject): JsonObject | undefined {
  const context = objectOf(json['test_context']) ?? json
  const payload = objectOf(context['debug_payload'])
  if (payload) return payload
  const found = members.filter((name) => Object.hasOwn(json, name))
  return found.some((name) => name !== 'userinfo') ? json : undefined
}

const text = z.string().catch('')

const errorSchema = z.looseObject({ step: text, reason: text, message: text })

const problemSchema = z.looseObject({ path: text, message: z.string().catch(t('does not fit')) })

/** Where Ory stopped; empty texts if it does not say. */
export type StepError = Readonly<Pick<z.infer<typeof errorSchema>, 'step' | 'reason' | 'message'>>

/** `path` is a JSON Pointer into the identity, or empty. */
export type TraitProblem = Readonly<Pick<z.infer<typeof problemSchema>, 'path' | 'message'>>

/** Where a test sign-in stopped; `undefined` if it did not or does not say. */
export function stepErrorOf(payload: JsonObject): StepError | undefined {
  const read = errorSchema.safeParse(payload['error'])
  if (!read.success) return undefined
  const { step, reason, message } = read.data
  return step === '' && reason === '' && message === '' ? undefined : { step, reason, message }
}

/**
 * JSON Pointers of required traits that the mapper did not set; Ory asks for them at the first sign-in, so the test
 * succeeds. Source: API v1.22.92, `loginFlowTestDebugPayload`.
 */
export function missingTraitsOf(payload: JsonObject): string[] {
  const list = payload['missing_required_traits']
  return isJsonArray(list) ? list.filter((item) => typeof item === 'string') : []
}

/** Problems from the identity schema; malformed ones stay in the payload. */
export function traitProblemsOf(payload: JsonObject): TraitProblem[] {
  const list = payload['schema_validation_errors']
  if (!Array.isArray(list)) return []
  return list.flatMap((item: unknown) => {
    const read = problemSchema.safeParse(item)
    return read.success ? [{ path: read.data.path, message: read.data.message }] : []
  })
}
