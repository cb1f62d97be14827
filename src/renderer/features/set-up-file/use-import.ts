import { computed, ref, shallowRef, watch } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import { noIntents } from '../../../core/intents/intents'
import { t } from '../../../core/language/translate'
import { pausableWork } from '../../../core/model/pauses'
import { takingFromFile } from '../../../core/take/from-file'
import { heldBackBecause, takenEdits, type TakeItem } from '../../../core/take/take'
import type { SetUpReading } from '../../../core/set-up-file/read'
import { request } from '../../bridge/request'
import { useInSlices } from '../../composables/use-in-slices'
import type { GivenSetUp } from '../../project/place'
import { useProject } from '../../project/use-project'

/**
 * A file that a person chose, what it says, and what of it shall become edits.
 * @param given the file to begin with
 */
export function useImport(given?: GivenSetUp) {
  const project = useProject()
  const name = ref('')
  const text = ref<string>()
  /** What main reads of the text: a large file would hold the window for seconds. */
  const reading = shallowRef<SetUpReading>()
  const error = shallowRef<AppError>()
  const isAsked = ref(false)
  const isRead = ref(false)
  const busy = computed(() => isAsked.value || isRead.value)
  const chosen = ref<ReadonlySet<string>>(new Set())

  const file = computed(() => (reading.value?.ok ? reading.value.file : undefined))
  const problems = computed(() =>
    reading.value && !reading.value.ok ? reading.value.problems : [],
  )
  const plan = useInSlices(() => {
    const { snapshot } = project
    if (!snapshot || !file.value) return undefined
    const intents = project.draft.current?.intents ?? noIntents
    const newKey = () => `new:${crypto.randomUUID()}`
    return pausableWork(takingFromFile(file.value, snapshot, intents, newKey))
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
  /** Whether it is not known yet what the file would change. */
  const isWorking = computed(
    () =>
      isRead.value || (file.value !== undefined && project.snapshot !== undefined && !plan.value),
  )
  const heldBack = (item: TakeItem) => heldBackBecause(item, chosen.value)
  const goes = (item: TakeItem) => item.edits.length > 0 && heldBack(item) === undefined
  const included = computed(() =>
    items.value.filter((item) => chosen.value.has(item.id) && goes(item)),
  )

  /** Ids of what a person left out before the form was closed, until the file is read again. */
  let leftOut: ReadonlySet<string> | undefined
  /** Whether a person chose among the items. */
  let hasChosen = false
  let reads = 0
  function chooseUsual(): void {
    const usual = items.value.filter(({ id, kind }) =>
      leftOut ? !leftOut.has(id) : kind !== 'method' || !isForeign.value,
    )
    chosen.value = new Set(usual.map(({ id }) => id))
    if (!plan.value || !leftOut) return
    leftOut = undefined
    hasChosen = true
  }
  // The project may still be read when the file is there already.
  watch([file, () => plan.value !== undefined], chooseUsual)

  /** Shows a file; of what is no text there is none. */
  async function take(fileName: string, fileText: string | undefined): Promise<void> {
    name.value = fileName
    text.value = fileText
    reading.value = undefined
    hasChosen = false
    const now = (reads += 1)
    isRead.value = fileText !== undefined
    if (fileText === undefined) return
    const read = await request('set-up.read', { text: fileText })
    // Another file was chosen meanwhile.
    if (now !== reads) return
    isRead.value = false
    error.value = read.ok ? undefined : read.error
    reading.value = read.ok ? read.value : undefined
  }
  if (given) void take(given.name, given.text)

  async function choose(): Promise<void> {
    if (busy.value) return
    isAsked.value = true
    const result = await request('file.choose', { kind: 'set-up' })
    isAsked.value = false
    error.value = result.ok ? undefined : result.error
    if (!result.ok) {
      // Nothing of a former file can be added under the name of one that could not be read.
      chosen.value = new Set()
      await take('', undefined)
      return
    }
    if (result.value.text !== undefined) await take(result.value.name ?? '', result.value.text)
  }

  /** What a person left out; absent where they chose nothing. */
  function without(): string[] | undefined {
    if (leftOut) return [...leftOut]
    return hasChosen
      ? items.value.map(({ id }) => id).filter((id) => !chosen.value.has(id))
      : undefined
  }

  /** The file and what is left out of it, which is all that has to be kept of the form. */
  const left = () => ({ name: name.value, text: text.value, without: without() })

  function restore(form: ReturnType<typeof left>): void {
    void take(form.name, form.text)
    leftOut = form.without && new Set(form.without)
  }

  function include(id: string, isIncluded: boolean): void {
    const next = new Set(chosen.value)
    if (isIncluded) next.add(id)
    else next.delete(id)
    chosen.value = next
    hasChosen = true
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
    problems,
    remarks,
    items,
    same,
    isForeign,
    isWorking,
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
