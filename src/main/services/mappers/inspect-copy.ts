import type { WorkingCopy } from '../../../core/draft/working-copy'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import type { InspectedMapper } from '../../../core/ipc/mapper-lab'
import type { MapperError } from '../../../core/mapper/engine'
import { byPlace, type MapperFinding } from '../../../core/mapper/lint/finding'
import type { LintSituation } from '../../../core/mapper/lint/rule'
import { lintMapperUrl } from '../../../core/mapper/lint/url'
import { contentHash, inlineMapperBytes } from '../../../core/model/mapper-text'
import type { JsonObject } from '../../../core/model/json'
import { inParallel } from '../../concurrency/in-parallel'
import { domainsIn, groupMappers, situationsOf, type MapperGroup } from './mapper-groups'
import type { ReadText } from '../projects/projects'

/** All rules and the engine's linter over one text. */
export type InspectText = (
  text: string,
  situation: LintSituation,
  signal?: AbortSignal,
) => Promise<Result<readonly MapperFinding[], MapperError>>

export interface InspectCopyOptions {
  readonly readText: ReadText
  /** The project's default identity schema; `undefined` leaves its rules out. */
  readonly schema: JsonObject | undefined
  /** Told of each mapper as it is done; not any more after an abort. */
  readonly onMapper: (mapper: InspectedMapper, done: number, of: number) => void
  readonly signal?: AbortSignal | undefined
}

/**
 * Looks at every mapper of a working copy, each text once. A mapper that cannot be read fails alone. What
 * a text gave in its situations is kept, for whoever asks next.
 */
export type InspectCopy = (copy: WorkingCopy, options: InspectCopyOptions) => Promise<void>

/** What a text gives in its situations; the same at the next time, so it is kept. */
type Looked = Required<Pick<InspectedMapper, 'bytes' | 'findings' | 'lines'>>

const mostKept = 5000

export function createInspectCopy(inspect: InspectText): InspectCopy {
  /** By text and situations: after an edit only what it touches is looked at again. */
  const kept = new Map<string, Looked>()

  function keep(key: string, looked: Looked): void {
    const [oldest] = kept.keys()
    if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest)
    kept.set(key, looked)
  }

  async function lookAt(
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

  async function inspectGroup(
    group: MapperGroup,
    situations: readonly LintSituation[],
    schemaHash: string,
    readText: ReadText,
    signal: AbortSignal | undefined,
  ): Promise<InspectedMapper> {
    const { id, address, connections } = group
    const connectionKeys = connections.map(({ target }) => target.key)
    const failed = ({ code, message }: { code: string; message: string }) => {
      const form = code === 'mapper.address-refused' ? lintMapperUrl(address)?.message : undefined
      const error = { code, message: form ?? message }
      return { id, connectionKeys, findings: [], lines: [], error }
    }
    const key = hashOf(`${id} ${schemaHash} ${JSON.stringify(situations, withoutSchema)}`)
    const known = kept.get(key)
    if (known) return { id, connectionKeys, ...known }
    const text = group.text ?? inlineText(address) ?? (await readText(address, signal))
    if (!text.ok) return failed(text.error)
    const looked = await lookAt(text.value, situations, signal)
    if (!looked.ok) return failed(looked.error)
    keep(key, looked.value)
    return { id, connectionKeys, ...looked.value }
  }

  return async (copy, { readText, schema, onMapper, signal }) => {
    const groups = await groupMappers(copy, (address) => readText(address, signal))
    const schemaHash = schema ? hashOf(JSON.stringify(schema)) : ''
    const domainsOf = domainsIn(copy)
    let done = 0
    const inspectOne = async (group: MapperGroup) => {
      const situations = situationsOf(group.connections, domainsOf, schema)
      const mapper = await inspectGroup(group, situations, schemaHash, readText, signal)
      if (signal?.aborted) return
      done += 1
      onMapper(mapper, done, groups.length)
    }
    await inParallel(groups, inspectOne, signal)
  }
}

const hashOf = (text: string) => contentHash(new TextEncoder().encode(text))

/** The text of an address that holds it itself. */
function inlineText(address: string): Result<string> | undefined {
  const bytes = inlineMapperBytes(address)
  if (!bytes) return undefined
  try {
    return success(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // The decoder is fatal: it throws where the bytes are no UTF-8.
    return failure(appError('api.unexpected-response', 'The mapper is not UTF-8 text'))
  }
}

/** The schema is in the key by its hash. */
function withoutSchema(name: string, value: unknown): unknown {
  return name === 'schema' ? undefined : value
}

const weights = { error: 2, warning: 1, info: 0 } as const

/** What several situations find in the same words at the same place stands once, at its worst. */
function onceEach(findings: readonly MapperFinding[]): MapperFinding[] {
  const once = new Map<string, MapperFinding>()
  for (const finding of findings) {
    const { rule, start, end, message, severity } = finding
    const key = `${rule} ${start} ${end} ${message}`
    const known = once.get(key)
    if (!known || weights[known.severity] < weights[severity]) once.set(key, finding)
  }
  return [...once.values()].toSorted(byPlace)
}

/** Line of each finding, from 1; they stand in the order of the text. */
function linesOf(text: string, findings: readonly MapperFinding[]): number[] {
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
