import { computed, shallowRef, watch } from 'vue'
import type { CompareRow } from '../../../core/compare/rows'
import type { AppError } from '../../../core/errors/app-error'
import type { RequestOutput } from '../../../core/ipc/contract'
import { request } from '../../bridge/request'
import { useCompareStore, type EntityRow, type FieldRow } from './compare-store'
import { t } from '../../../core/language/translate'

type Candidates = RequestOutput<'compare.read'>['candidates']

/** The chosen entity with all its fields, and what can be said about it as a whole. */
export function useEntity(id: () => string, gone: () => void) {
  const compare = useCompareStore()
  const rows = shallowRef<readonly CompareRow[]>([])
  const candidates = shallowRef<Candidates>([])
  const error = shallowRef<AppError>()
  const head = computed(() => rows.value.find((row): row is EntityRow => row.type === 'entity'))
  const fields = computed(() => rows.value.filter((row): row is FieldRow => row.type === 'field'))

  async function load(): Promise<void> {
    const { sides } = compare
    const wanted = id()
    if (!sides) return
    const result = await request('compare.read', { ...sides, id: wanted })
    if (wanted !== id()) return
    // A match or an edit made it another one, which the list shows.
    if (!result.ok) return gone()
    rows.value = result.value.rows
    candidates.value = result.value.candidates
  }
  watch([id, () => compare.list], () => void load(), { immediate: true })

  /**
   * Says that the entity and another one belong together, or that the two of this row do not.
   * @param other key on the side where this one is missing
   */
  async function match(other: string | undefined, matched: boolean): Promise<void> {
    const { sides } = compare
    if (!sides || !head.value) return
    const { kind, leftKey = other, rightKey = other, label } = head.value
    if (kind === 'method' || leftKey === undefined || rightKey === undefined) return
    const entities = { kind, left: leftKey, right: rightKey }
    const result = await request('compare.note', { ...sides, entities, matched })
    error.value = result.ok ? undefined : result.error
    await compare.change(
      result,
      matched
        ? t('{name} is matched by hand.', { name: label })
        : t('The match of {name} is removed.', { name: label }),
    )
  }

  /** Marks an entity that only one side has as expected, or takes the mark away. */
  async function expectWhole(expected: boolean): Promise<void> {
    const { sides } = compare
    if (!sides || !head.value) return
    const { kind, leftKey: left = '', rightKey: right = '', label } = head.value
    const difference = { kind, field: '', left, right }
    const result = await request('compare.note', { ...sides, difference, expected })
    await compare.change(
      result,
      expected
        ? t('{name} is expected.', { name: label })
        : t('{name} is no longer expected.', { name: label }),
    )
  }

  return { head, fields, candidates, error, match, expectWhole }
}
