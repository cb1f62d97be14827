import { computed, nextTick, ref, shallowRef, watch } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import { noIntents } from '../../../core/intents/intents'
import { t } from '../../../core/language/translate'
import { takeFromFile } from '../../../core/take/from-file'
import { heldBackBecause, takenEdits, type TakeItem } from '../../../core/take/take'
import { readSetUpFile } from '../../../core/set-up-file/read'
import { request } from '../../bridge/request'
import type { GivenSetUp } from '../../project/place'
import { useProject } from '../../project/use-project'

/**
 * A file that a person chose, what it says, and what of it shall become edits.
 * @param given the file to begin with
 */
export function useImport(given?: GivenSetUp) {
  const project = useProject()
  const name = ref(given?.name ?? '')
  const text = ref(given?.text)
  const reading = computed(() => (text.value === undefined ? undefined : readSetUpFile(text.value)))
  const error = shallowRef<AppError>()
  const busy = ref(false)
  const chosen = ref<ReadonlySet<string>>(new Set())

  const file = computed(() => (reading.value?.ok ? reading.value.file : undefined))
  const problems = computed(() =>
    reading.value && !reading.value.ok ? reading.value.problems : [],
  )
  const plan = computed(() => {
    const { snapshot } = project
    if (!snapshot || !file.value) return undefined
    const intents = project.draft.current?.intents ?? noIntents
    return takeFromFile(file.value, snapshot, intents, () => `new:${crypto.randomUUID()}`)
  })
  const items = computed(() => plan.value?.items.filter(({ what }) => what !== 'same') ?? [])
  const same = computed(() => (plan.value?.items.length ?? 0) - items.value.length)
  const remarks = computed(() => [
    ...(reading.value?.ok ? reading.value.remarks : []),
    ...(plan.value?.remarks ?? []),
  ])
  /** Of another project: what all connections share there is not meant for this one. */
  const isForeign = computed(
    () => file.value?.project !== undefined && file.value.project.slug !== project.summary?.slug,
  )
  const heldBack = (item: TakeItem) => heldBackBecause(item, chosen.value)
  const goes = (item: TakeItem) => item.edits.length > 0 && heldBack(item) === undefined
  const included = computed(() =>
    items.value.filter((item) => chosen.value.has(item.id) && goes(item)),
  )

  function chooseUsual(): void {
    const usual = items.value.filter(({ kind }) => kind !== 'method' || !isForeign.value)
    chosen.value = new Set(usual.map(({ id }) => id))
  }
  // The project may still be read when the file is there already.
  watch([file, () => plan.value !== undefined], chooseUsual, { immediate: given !== undefined })

  async function choose(): Promise<void> {
    if (busy.value) return
    busy.value = true
    const result = await request('set-up.choose', {})
    busy.value = false
    error.value = result.ok ? undefined : result.error
    if (!result.ok) {
      // Nothing of a former file can be added under the name of one that could not be read.
      name.value = ''
      text.value = undefined
      chosen.value = new Set()
      return
    }
    if (result.value.text === undefined) return
    name.value = result.value.name ?? ''
    text.value = result.value.text
  }

  /** The file and what is left out of it, which is all that has to be kept of the form. */
  const left = () => ({
    name: name.value,
    text: text.value,
    without: items.value.map(({ id }) => id).filter((id) => !chosen.value.has(id)),
  })

  function restore(form: ReturnType<typeof left>): void {
    name.value = form.name
    text.value = form.text
    void nextTick(() => {
      const without = new Set(form.without)
      chosen.value = new Set(items.value.map(({ id }) => id).filter((id) => !without.has(id)))
    })
  }

  function include(id: string, isIncluded: boolean): void {
    const next = new Set(chosen.value)
    if (isIncluded) next.add(id)
    else next.delete(id)
    chosen.value = next
  }

  /** Makes the chosen parts edits of the draft, as one step. */
  function make(): void {
    if (busy.value || !plan.value || included.value.length === 0) return
    const label = t('Imported {count, plural, one {# change} other {# changes}} from {file}', {
      count: included.value.length,
      file: name.value,
    })
    project.draft.editAll(takenEdits(plan.value.items, chosen.value), label)
    project.place.closeDialog()
  }

  return {
    name,
    reading,
    problems,
    remarks,
    items,
    same,
    isForeign,
    file,
    chosen,
    included,
    heldBack,
    error,
    busy,
    choose,
    include,
    left,
    restore,
    make,
  }
}
