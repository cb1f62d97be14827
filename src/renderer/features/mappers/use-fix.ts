import { ref, shallowRef } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import { request } from '../../bridge/request'
import { useProjectsStore } from '../../stores/projects'
import { t } from '../../../core/language/translate'
import { applyEdits } from '../../../core/mapper/lint/edits'
import type { MapperFinding } from '../../../core/mapper/lint/finding'
import type { MapperRow } from '../../../core/mapper/texts/rows'
import { useMappersStore } from './mappers-store'
import { putWords } from './mapper-words'

type Edit = RequestInput<'all-mappers.edit'>

/** A mapper and the number of its uses that need no confirmation. */
interface Fixed {
  readonly id: string
  readonly plainUses: number
}

export function useFix() {
  const mappers = useMappersStore()
  const { edit, error, working } = useEditUses()
  /** All listed uses. */
  const everyUse = (): Edit['uses'] => ({ every: true, projectId: mappers.filter.projectId })

  async function put(
    { id, plainUses }: Fixed,
    change: Edit['change'],
    uses: Edit['uses'],
    words: string,
  ): Promise<void> {
    const outcome = await edit({ id, change, uses })
    if (!outcome) return
    const count = outcome.projects.reduce((sum, { written }) => sum + written, 0)
    await mappers.look()
    // Without another use of the old text, the new one is selected, unless the user moved on.
    const isWhole = count > 0 && count >= plainUses
    if (mappers.chosenId === id && isWhole && outcome.hash !== undefined) {
      mappers.choose(outcome.hash)
    }
    mappers.tell(
      count > 0 ? words : t('Nothing was put into a draft.'),
      outcome.projects.map(putWords),
    )
  }

  async function fix(
    mapper: Fixed & { readonly text?: string | undefined },
    { rule, fix: found }: MapperFinding,
    uses: Edit['uses'],
  ): Promise<void> {
    if (mapper.text === undefined || !found) return
    const text = applyEdits(mapper.text, found.edits)
    await put(mapper, { kind: 'text', text, rule }, uses, t('{rule} is fixed.', { rule }))
  }

  return {
    error,
    working,
    everyUse,
    fix,
    fixAddress: (mapper: Fixed): Promise<void> =>
      put(
        mapper,
        { kind: 'address' },
        { every: true },
        t('The address is written in the form Ory expects.'),
      ),
    /** Applies a row's fix to all listed uses. */
    async fixRow({ id }: MapperRow): Promise<void> {
      const { projectId } = mappers.filter
      const read = await request('all-mappers.read', { id, projectId })
      const worst = read.ok ? read.value.findings[0] : undefined
      if (read.ok && worst) await fix({ id, ...read.value }, worst.finding, everyUse())
      mappers.report(read.ok ? error.value : read.error)
    },
  }
}

export function useEditUses() {
  const projects = useProjectsStore()
  const error = shallowRef<AppError>()
  const working = ref(false)

  /** @returns `undefined` on failure; see `error` */
  async function edit(
    input: RequestInput<'all-mappers.edit'>,
  ): Promise<RequestOutput<'all-mappers.edit'> | undefined> {
    if (working.value) return undefined
    working.value = true
    error.value = undefined
    // Pending edits are written first. Edits that cannot be written stay in their window, on top of this one.
    await Promise.all(projects.tabs.map(({ saving }) => saving.flush()))
    const result = await request('all-mappers.edit', input)
    working.value = false
    if (result.ok) return result.value
    error.value = result.error
    return undefined
  }

  return { edit, error, working }
}
