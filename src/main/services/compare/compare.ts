import { randomUUID } from 'node:crypto'
import { comparing, type Comparison } from '../../../core/compare/compare'
import {
  withExpected,
  withMatch,
  withoutMatch,
  type PairMemory,
} from '../../../core/compare/memory'
import { comparedLabel, compareRows, wholeEntity } from '../../../core/compare/rows'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { CompareSource } from '../../../core/ipc/compare'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import { textMember } from '../../../core/model/json'
import type { PeopleCounts } from '../../../core/people/counts'
import type { CallOptions } from '../../api/client'
import type { AppFiles } from '../../files/app-files'
import { yieldToEventLoop, withPauses } from '../../concurrency/pauses'
import { comparedImpact, type ComparedImpact } from './impact'
import type { PairMemories, PairOfSides } from './pair-memory'
import type { ForeignFiles } from '../foreign-files/read-in-thread'
import type { CompareSources, LoadedSide } from './sources'

type CompareName =
  'compare.list' | 'compare.read' | 'compare.impact' | 'compare.texts' | 'compare.note'
type Answers = {
  [Name in CompareName]: (
    input: RequestInput<Name>,
    options?: CallOptions,
  ) => Promise<Result<RequestOutput<Name>>>
}

export interface Compared {
  readonly left: LoadedSide
  readonly right: LoadedSide
  readonly memory: PairMemory
  readonly comparison: Comparison
}

interface Sides {
  readonly left: CompareSource
  readonly right: CompareSource
}

/** Compares data on disk; fetches only texts of displayed mappers. */
export interface CompareService {
  readonly answers: Answers
  takeFile(name: string, text: string): Promise<RequestOutput<'compare.choose-file'>>
  /** Compares anew without replacing the last comparison. */
  run(sides: Sides, signal?: AbortSignal): Promise<Result<Compared>>
}

/** Milliseconds without a request after which the last comparison is dropped. */
const heldFor = 60_000
const mostProblems = 100
const mostCandidates = 500

const isGone = () =>
  failure(appError('request.invalid', t('It is no longer part of the comparison: compare again')))

export function pairOf(left: LoadedSide, right: LoadedSide): PairOfSides {
  const sideOf = ({ name, info: { environment } }: LoadedSide) => ({ name, environment })
  return { left: sideOf(left), right: sideOf(right) }
}

/** Warns if only one side knows its SCIM clients. */
function clientRemarks(sources: Sides, { left, right }: Compared): string[] {
  const one = left.setUp.scimClients
  const other = right.setUp.scimClients
  if ((one && other) || (one ?? other ?? []).length === 0) return []
  const [source, side] = one ? [sources.right, right] : [sources.left, left]
  const { name } = side.info
  return [
    source.kind === 'project'
      ? t(
          'SCIM clients are not compared: those of {name} are not known, since its server does ' +
            'not show them or they were not read',
          { name },
        )
      : t('SCIM clients are not compared: {name} says nothing of them', { name }),
  ]
}

const isCancelled = () => failure(appError('request.cancelled', t('It was cancelled')))

/** Unmatched entities of the other side. */
function candidatesFor({ entities }: Comparison, id: string) {
  const entity = entities.find((item) => item.id === id)
  if (!entity || entity.kind === 'method' || (entity.left && entity.right)) return []
  const other = entity.left ? 'right' : 'left'
  return entities
    .filter(
      (item) =>
        item.kind === entity.kind && item.protocol === entity.protocol && item.state === other,
    )
    .flatMap((item) => {
      const key = item[other]?.key
      return key === undefined ? [] : [{ key, label: comparedLabel(item) }]
    })
    .slice(0, mostCandidates)
}

export function createCompareService(deps: {
  readonly sources: CompareSources
  readonly memories: PairMemories
  readonly readSetUp: ForeignFiles['setUp']
  readonly people: AppFiles['people']
  readonly now: () => Date
}): CompareService {
  const { sources, memories, readSetUp, people, now } = deps
  let last: { readonly name: string; readonly compared: Compared } | undefined
  /** Cached per comparison. */
  const impacts = new WeakMap<Compared, ComparedImpact>()
  let timer: ReturnType<typeof setTimeout> | undefined

  /** People counted on a side; snapshots of the past and files have none. */
  async function peopleOf(source: CompareSource): Promise<PeopleCounts | undefined> {
    if (source.kind !== 'project' || source.state === 'before') return undefined
    const counts = await people(source.projectId).read()
    return counts.ok ? counts.value : undefined
  }

  const nameOf = ({ left, right }: Sides) => JSON.stringify([left, right])

  function hold(name: string, compared: Compared): void {
    last = { name, compared }
    clearTimeout(timer)
    timer = setTimeout(() => (last = undefined), heldFor)
    timer.unref()
  }

  async function run({ left, right }: Sides, signal?: AbortSignal): Promise<Result<Compared>> {
    const one = await sources.load(left)
    if (!one.ok) return one
    await yieldToEventLoop()
    const other = await sources.load(right)
    if (!other.ok) return other
    const memory = await memories.read(pairOf(one.value, other.value))
    if (!memory.ok) return memory
    const comparison = await withPauses(
      comparing(one.value.setUp, other.value.setUp, memory.value),
      signal,
    )
    if (!comparison) return isCancelled()
    return success({ left: one.value, right: other.value, memory: memory.value, comparison })
  }

  async function known(sides: Sides, signal?: AbortSignal): Promise<Result<Compared>> {
    const name = nameOf(sides)
    if (last?.name === name) {
      hold(name, last.compared)
      return success(last.compared)
    }
    const compared = await run(sides, signal)
    if (compared.ok) hold(name, compared.value)
    return compared
  }

  async function changeMemory(
    sides: Sides,
    next: (memory: PairMemory) => PairMemory,
  ): Promise<Result<Record<string, never>>> {
    const compared = await known(sides)
    if (!compared.ok) return compared
    const { left, right } = compared.value
    const changed = await memories.change(pairOf(left, right), next)
    last = undefined
    return changed.ok ? success({}) : changed
  }

  const answers: Answers = {
    async 'compare.list'({ left, right, words, states, offset, limit, fresh }, { signal } = {}) {
      if (fresh) last = undefined
      const compared = await known({ left, right }, signal)
      if (!compared.ok) return compared
      const { rows, counts } = compareRows(compared.value.comparison, { words, states })
      return success({
        rows: rows.slice(offset, offset + limit),
        total: rows.length,
        counts,
        left: compared.value.left.info,
        right: compared.value.right.info,
        sameProject: compared.value.left.name === compared.value.right.name,
        remarks: [
          ...compared.value.left.remarks,
          ...compared.value.right.remarks,
          ...clientRemarks({ left, right }, compared.value),
        ],
      })
    },

    async 'compare.read'({ left, right, id }, { signal } = {}) {
      const compared = await known({ left, right }, signal)
      if (!compared.ok) return compared
      const { comparison } = compared.value
      const whole = wholeEntity(comparison, id)
      if (!whole) return isGone()
      const rows = [whole.entity, ...whole.fields].slice(0, 1000)
      return success({ rows, candidates: candidatesFor(comparison, id) })
    },

    async 'compare.impact'({ left, right, offset, limit }, { signal } = {}) {
      const compared = await known({ left, right }, signal)
      if (!compared.ok) return compared
      const impact =
        impacts.get(compared.value) ??
        (await comparedImpact(compared.value, now().toISOString(), await peopleOf(right), signal))
      if (!impact) return isCancelled()
      impacts.set(compared.value, impact)
      const { lines, summary } = impact
      return success({ lines: lines.slice(offset, offset + limit), total: lines.length, summary })
    },

    async 'compare.texts'({ left, right, id, field }, { signal } = {}) {
      const compared = await known({ left, right }, signal)
      if (!compared.ok) return compared
      const { comparison, ...loaded } = compared.value
      const entity = comparison.entities.find((item) => item.id === id)
      if (!entity) return isGone()
      const kind = field === 'mapper_url' ? 'mapper' : 'metadata'
      const textOf = async (side: 'left' | 'right') => {
        const address = textMember(entity[side]?.fields ?? {}, field)
        if (!address) return undefined
        const read = await loaded[side].textAt(kind, address, signal)
        return read.ok ? { text: read.value } : { error: read.error }
      }
      const [one, other] = await Promise.all([textOf('left'), textOf('right')])
      return success({
        ...(one ? { left: one } : {}),
        ...(other ? { right: other } : {}),
      })
    },

    'compare.note': ({ left, right, ...note }) =>
      changeMemory({ left, right }, (memory) => {
        if ('difference' in note) return withExpected(memory, note.difference, note.expected)
        return note.matched ? withMatch(memory, note.entities) : withoutMatch(memory, note.entities)
      }),
  }

  return {
    answers,
    run,

    async takeFile(name, text) {
      const reading = await readSetUp(text)
      if (!reading.ok) return { problems: reading.problems.slice(0, mostProblems) }
      const fileId = randomUUID()
      sources.hold(fileId, { name, file: reading.file, remarks: reading.remarks })
      return { file: { fileId, name }, problems: [] }
    },
  }
}
