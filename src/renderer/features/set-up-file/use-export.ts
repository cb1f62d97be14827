import { computed, ref, shallowRef } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { Result } from '../../../core/errors/result'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { SetUpForm } from '../../../core/ipc/set-up-files'
import { t } from '../../../core/language/translate'
import { request } from '../../bridge/request'
import { useLatest } from '../../composables/use-latest'
import { useProject } from '../../project/use-project'
import { partsOf } from './parts'

const quietMilliseconds = 150
type Preview = RequestOutput<'set-up.preview'>

/** @param selected keys of the rows to begin with */
export function useExport(selected?: {
  readonly organizations: string[]
  readonly connections: string[]
}) {
  const project = useProject()
  const form = ref<SetUpForm>('set-up')
  const withDraft = ref(true)
  /** All of it, chosen organizations, or the rows that were selected. */
  const what = ref<'all' | 'chosen' | 'selected'>(selected ? 'selected' : 'all')
  const chosen = ref<ReadonlySet<string>>(new Set())
  const preview = shallowRef<Preview>()
  const error = shallowRef<AppError>()
  const said = ref('')

  const hasDraft = computed(() => project.count > 0)
  const parts = computed(() => partsOf(withDraft.value ? project.copy : project.copy.server))

  function input(): RequestInput<'set-up.preview'> {
    const { projectId } = project
    const base = { projectId, form: form.value, withDraft: withDraft.value }
    if (what.value === 'all') return base
    if (what.value === 'selected') return { ...base, ...selected }
    const own = parts.value.filter(({ key }) => chosen.value.has(key))
    return {
      ...base,
      organizations: own.flatMap(({ key }) => (key === '' ? [] : [key])),
      connections: own.flatMap(({ connections }) => connections),
    }
  }

  const { asking } = useLatest(
    [form, withDraft, what, chosen, () => project.copy],
    quietMilliseconds,
    async (signal): Promise<Result<Preview> | undefined> => {
      said.value = ''
      // What main reads is the draft on disk.
      await project.saving.flush()
      return signal.aborted ? undefined : request('set-up.preview', input(), { signal })
    },
    (answer) => {
      error.value = answer.ok ? undefined : answer.error
      if (answer.ok) preview.value = answer.value
    },
  )

  async function save(): Promise<void> {
    await project.saving.flush()
    const result = await request('set-up.export', input())
    error.value = result.ok ? undefined : result.error
    if (!result.ok) said.value = ''
    else {
      const { name } = result.value
      said.value = name === undefined ? '' : t('Saved as {name}', { name })
    }
  }

  function choose(key: string, isChosen: boolean): void {
    const next = new Set(chosen.value)
    if (isChosen) next.add(key)
    else next.delete(key)
    chosen.value = next
  }

  return {
    form,
    withDraft,
    what,
    chosen,
    choose,
    parts,
    hasDraft,
    preview,
    error,
    said,
    asking,
    save,
  }
}
