import { createHash } from 'node:crypto'
import type { Result } from '../../../core/errors/result'
import { success } from '../../../core/errors/result'
import type { AppError } from '../../../core/errors/app-error'
import type { MapperError } from '../../../core/mapper/engine'
import { byPlace, type MapperFinding } from '../../../core/mapper/lint/finding'
import type { LintSituation } from '../../../core/mapper/lint/rule'
import type { JsonObject } from '../../../core/model/json'
import { createRecent } from '../../../core/model/recent'

export type InspectText = (
  text: string,
  situation: LintSituation,
  signal?: AbortSignal,
) => Promise<Result<readonly MapperFinding[], MapperError>>

export interface Looked {
  readonly bytes: number
  readonly findings: readonly MapperFinding[]
  /** Line of each finding, from 1. */
  readonly lines: readonly number[]
}

/** Inspects a text in all situations; `id` and `schemaHash` are the cache key. */
export type LookAtText = (
  of: {
    readonly id: string
    readonly situations: readonly LintSituation[]
    readonly schemaHash: string
  },
  textOf: () => Promise<Result<string>>,
  signal?: AbortSignal,
) => Promise<Result<Looked, AppError | MapperError>>

const mostKept = 5000

/** Node's hash is faster than core's for thousands of mappers. */
const hashOf = (text: string) => createHash('sha512').update(text).digest('hex')

/** Empty without a schema. */
export const schemaHashOf = (schema: JsonObject | undefined): string =>
  schema ? hashOf(JSON.stringify(schema)) : ''

export async function inspectInAll(
  inspect: InspectText,
  text: string,
  situations: readonly LintSituation[],
  signal: AbortSignal | undefined,
): Promise<Result<Looked, MapperError>> {
  const all: MapperFinding[] = []
  for (const situation of situations) {
    const found = await inspect(text, situation, signal)
    if (!found.ok) return found
    all.push(...found.value)
  }
  const findings = onceEach(all)
  const lines = linesOf(text, findings)
  return success({ bytes: new TextEncoder().encode(text).length, findings, lines })
}

export function createLookAtText(inspect: InspectText): LookAtText {
  const kept = createRecent<string, Looked>(mostKept)

  return async ({ id, situations, schemaHash }, textOf, signal) => {
    const key = hashOf(`${id} ${schemaHash} ${JSON.stringify(situations, withoutSchema)}`)
    const known = kept.get(key)
    if (known) return success(known)
    const text = await textOf()
    if (!text.ok) return text
    const looked = await inspectInAll(inspect, text.value, situations, signal)
    if (looked.ok) kept.set(key, looked.value)
    return looked
  }
}

/** Leaves out the schema, whose hash is in the key. */
function withoutSchema(name: string, value: unknown): unknown {
  return name === 'schema' ? undefined : value
}

const weights = { error: 2, warning: 1, info: 0 } as const

/** Equal for findings with the same text and place. */
export const findingKey = ({ rule, start, end, message }: MapperFinding): string =>
  `${rule} ${start} ${end} ${message}`

/** Merges equal findings of several situations, keeping the worst. */
export function onceEach(findings: readonly MapperFinding[]): MapperFinding[] {
  const once = new Map<string, MapperFinding>()
  for (const finding of findings) {
    const { severity } = finding
    const key = findingKey(finding)
    const known = once.get(key)
    if (!known || weights[known.severity] < weights[severity]) once.set(key, finding)
  }
  return [...once.values()].toSorted(byPlace)
}

/** Line of each finding, from 1. */
export function linesOf(text: string, findings: readonly MapperFinding[]): number[] {
  let line = 1
  let at = 0
  return findings.map(({ start }) => {
    for (let end = text.indexOf('\n', at); end >= 0 && end < start; end = text.indexOf('\n', at)) {
      line += 1
      at = end + 1
    }
    return line
  })
}
