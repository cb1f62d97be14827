import { t } from '../../language/translate'
import type { JsonObject } from '../../model/json'
import { explain, type TryFailure } from './explain'
import {
  missingTraitsOf,
  objectOf,
  stepErrorOf,
  traitProblemsOf,
  type TraitProblem,
} from './payload'
import { stepWords, tryStepIds } from './steps'

/** `unknown`: Ory stopped at an unknown step. */
export type TryStepStatus = 'passed' | 'failed' | 'not-reached' | 'unknown'

export interface TryStep {
  readonly id: string
  readonly name: string
  readonly status: TryStepStatus
}

/** Result of a test sign-in; absent members were not sent. */
export interface TryResult {
  readonly steps: readonly TryStep[]
  readonly failure?: TryFailure
  readonly claims?: JsonObject
  readonly userinfo?: JsonObject
  readonly mapperUrl?: string
  /** `std.extVar('claims')` of the mapper. */
  readonly input?: JsonObject
  readonly output?: JsonObject
  /** Output of `std.trace`. */
  readonly stderr?: string
  readonly problems: readonly TraitProblem[]
  /** JSON Pointers of required traits that the mapper did not set. */
  readonly missingTraits: readonly string[]
  /** Everything else from Ory, including malformed parts, by name. */
  readonly others: JsonObject
}

const shown = [
  ['claims', 'id_token_claims', objectOf],
  ['userinfo', 'userinfo', objectOf],
  ['mapperUrl', 'jsonnet_mapper_url', textOf],
  ['input', 'jsonnet_input', objectOf],
  ['output', 'jsonnet_output', objectOf],
  ['stderr', 'jsonnet_stderr', textOf],
] as const

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Splits a payload without losing anything. */
export function readTryResult(payload: JsonObject): TryResult {
  const parts: Record<string, unknown> = {}
  const taken = new Set<string>()
  for (const [name, member, read] of shown) {
    const value = read(payload[member])
    if (value === undefined) continue
    parts[name] = value
    taken.add(member)
  }
  const error = stepErrorOf(payload)
  if (error) taken.add('error')
  const problems = traitProblemsOf(payload)
  const missingTraits = missingTraitsOf(payload)
  const lists = { schema_validation_errors: problems, missing_required_traits: missingTraits }
  for (const [name, { length }] of Object.entries(lists)) {
    const list = payload[name]
    if (Array.isArray(list) && list.length === length) taken.add(name)
  }
  const others = Object.entries(payload).filter(
    ([name, value]) => !taken.has(name) && value !== null && value !== '',
  )
  return {
    // Each has its reader's type.
    ...(parts as Pick<
      TryResult,
      'claims' | 'userinfo' | 'mapperUrl' | 'input' | 'output' | 'stderr'
    >),
    steps: stepsOf(error?.step),
    ...(error ? { failure: explain(error) } : {}),
    problems,
    missingTraits,
    others: Object.fromEntries(others),
  }
}

/** `failed`: the step where Ory stopped, if any. */
function stepsOf(failed: string | undefined): TryStep[] {
  const name = (id: string) => stepWords(id)?.name ?? t('“{text}”', { text: id })
  const at = tryStepIds.findIndex((id) => id === failed)
  const known = tryStepIds.map((id, index): TryStep => {
    if (failed === undefined) return { id, name: name(id), status: 'passed' }
    if (at === -1) return { id, name: name(id), status: 'unknown' }
    const status = index === at ? 'failed' : index < at ? 'passed' : 'not-reached'
    return { id, name: name(id), status }
  })
  const isElsewhere = failed !== undefined && failed !== '' && at === -1
  return isElsewhere ? [...known, { id: failed, name: name(failed), status: 'failed' }] : known
}

/** The result as text for a ticket. */
export function resultText(result: TryResult, label: string): string {
  const { failure, problems, missingTraits } = result
  const json = (title: string, value: JsonObject | undefined) =>
    value ? [`\n${title}:\n${JSON.stringify(value, null, 2)}`] : []
  return [
    failure
      ? t('Test sign-in with {connection}: {failure}', {
          connection: label,
          failure: failure.title,
        })
      : t('Test sign-in with {connection}: every step passed', { connection: label }),
    ...(failure ? [failure.meaning, failure.remedy] : []),
    ...(failure && failure.message !== ''
      ? [t('Ory says: {message}', { message: failure.message })]
      : []),
    '',
    ...result.steps.map(({ name, status }) => `- ${name}: ${tryStatusWords[status]}`),
    ...problems.map(({ path, message }) =>
      path === ''
        ? t('Schema error at the top: {problem}', { problem: message })
        : t('Schema error at {path}: {problem}', { path, problem: message }),
    ),
    ...missingTraits.map((trait) => t('Asked at the first sign-in: {trait}', { trait })),
    ...json(t('Claims of the ID token'), result.claims),
    ...json(t('Userinfo'), result.userinfo),
    ...json(t('Claims as the mapper got them'), result.input),
    ...json(t('Output of the mapper'), result.output),
  ].join('\n')
}

export const tryStatusWords: Readonly<Record<TryStepStatus, string>> = {
  passed: t('Good'),
  failed: t('Failed'),
  'not-reached': t('Not reached'),
  unknown: t('Not known'),
}
