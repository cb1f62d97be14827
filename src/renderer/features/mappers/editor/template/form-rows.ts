import { t } from '../../../../../core/language/translate'
import { failure } from '../../../../../core/errors/result'
import { isAlwaysSent } from '../../../../../core/mapper/template/claim-types'
import type {
  TraitGuard,
  TraitMapping,
  TraitSource,
  TraitType,
} from '../../../../../core/mapper/template/template'
import { pathText, readPath, draftOf, sourceOf, type SourceDraft } from './source-draft'
import type { ShownTrait } from './schema-facts'

/** A row of the form: a trait, or a member of the public metadata. */
export interface FormRow {
  readonly id: number
  /** The schema's description; absent for custom traits. */
  readonly trait?: ShownTrait
  readonly name: string
  readonly source: SourceDraft
  readonly guard: TraitGuard
  readonly type?: TraitType
}

let last = 0
const nextId = () => ++last

/** A row that the user will name. */
export const newRow = (): FormRow => ({
  id: nextId(),
  name: '',
  source: draftOf(undefined),
  guard: 'leave-out',
})

/** Rows of a template in its order, then the unmapped traits of the schema. */
export function rowsOf(
  mappings: readonly TraitMapping[],
  traits: readonly ShownTrait[] = [],
): FormRow[] {
  const mapped = mappings.map(({ path, source, guard, type }): FormRow => {
    const name = pathText(path)
    const trait = traits.find((each) => pathText(each.path) === name)
    return {
      id: nextId(),
      name,
      source: draftOf(source),
      guard,
      ...(trait ? { trait } : {}),
      ...(type ? { type } : {}),
    }
  })
  const names = new Set(mapped.map(({ name }) => name))
  const rest = traits.filter(({ path }) => !names.has(pathText(path)))
  return [...mapped, ...rest.map(rowOfTrait)]
}

const rowOfTrait = (trait: ShownTrait): FormRow => ({
  id: nextId(),
  trait,
  name: pathText(trait.path),
  source: draftOf(undefined),
  guard: 'leave-out',
  ...(trait.type ? { type: trait.type } : {}),
})

export const isTakenOver = ({ source }: FormRow): boolean => source.kind !== 'none'

/** Type of a fixed value: the schema's, else the row's. */
export const fixedType = ({ trait, type }: FormRow): TraitType | undefined => trait?.type ?? type

/** The mapping of a row; `undefined` while incomplete. */
export function mappingOf(row: FormRow): TraitMapping | undefined {
  const path = readPath(row.name)
  const source = sourceOf(row.source, fixedType(row))
  if (!path.ok || !source.ok || !source.value) return undefined
  return {
    path: path.value,
    source: source.value,
    guard: row.guard,
    ...(row.type ? { type: row.type } : {}),
  }
}

/** What a row still lacks, for its name and its source. */
export interface RowFaults {
  readonly name?: string
  readonly source?: string
}

/** Faults by row ID; of two equal names the later row has one. */
export function faultsOf(rows: readonly FormRow[]): ReadonlyMap<number, RowFaults> {
  const faults = new Map<number, RowFaults>()
  const taken: (readonly string[])[] = []
  for (const row of rows.filter((each) => isTakenOver(each) || !each.trait)) {
    const path = readPath(row.name)
    const source = isTakenOver(row)
      ? sourceOf(row.source, fixedType(row))
      : failure(t('Choose a source.'))
    const name = path.ok ? clash(path.value, taken) : path.error
    if (path.ok) taken.push(path.value)
    if (name === undefined && source.ok) continue
    faults.set(row.id, {
      ...(name === undefined ? {} : { name }),
      ...(source.ok ? {} : { source: source.error }),
    })
  }
  return faults
}

function clash(path: readonly string[], taken: readonly (readonly string[])[]): string | undefined {
  const begins = (long: readonly string[], short: readonly string[]) =>
    short.every((name, at) => long[at] === name)
  const other = taken.find((each) => begins(each, path) || begins(path, each))
  if (!other) return undefined
  return other.length === path.length
    ? t('Another line has this name.')
    : t('It conflicts with {name}: one would be inside the other.', { name: pathText(other) })
}

/** Guards that apply to a source, in order. */
export function guardsOf(source: TraitSource | undefined): TraitGuard[] {
  if (!source || source.kind === 'fixed') return []
  const isThere = source.kind === 'claim' && isAlwaysSent(source.name)
  return isThere ? ['leave-out', 'verified-only'] : ['leave-out', 'verified-only', 'require']
}
