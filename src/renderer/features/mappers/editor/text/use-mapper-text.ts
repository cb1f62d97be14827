import { useTimeoutFn } from '@vueuse/core'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { AppError } from '../../../../../core/errors/app-error'
import {
  givenOfOwnKey,
  mapperOwners,
  ownerKey,
  type MapperOwner,
} from '../../../../../core/mapper/owners/owners'
import {
  contentHash,
  inlineMapperBytes,
  mapperHash,
  toMapperUrl,
} from '../../../../../core/model/mapper-text'
import { textMember } from '../../../../../core/model/json'
import { t } from '../../../../../core/language/translate'
import { request } from '../../../../bridge/request'
import { withPlainLineEnds } from '../../../../components/mapper-editor/line-ends'
import { useProject } from '../../../../project/use-project'
import { useOwnText } from './use-own-text'

const quietMilliseconds = 150

export type MapperText =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: AppError }
  /** `version` increases when the text comes from outside the editor. */
  | { readonly kind: 'ready'; readonly text: string; readonly version: number }

/** A text for the editor to put in place itself. */
export interface Replacing {
  readonly text: string
}

/** Which connections an edit of a shared text applies to. */
export type EditScope = 'one' | 'all'

const isEditable = ({ ambiguous, status }: MapperOwner) => !ambiguous && status !== 'deleted'
const urlOf = ({ fields }: MapperOwner) => textMember(fields, 'mapper_url') ?? ''
const nameOf = ({ fields, target }: MapperOwner) => textMember(fields, 'label') || target.key

/** The mapper of the screen: of an owner in the draft, or unsaved. */
export function useMapperText(): MapperTextOf {
  const key = useProject().place.mapperEditor?.connectionKey ?? ''
  const given = givenOfOwnKey(key)
  return given ? useOwnText(given) : useOwnerText(key)
}

export type MapperTextOf = ReturnType<typeof useOwnerText>

/** The mapper of a connection or SCIM client: reads its text and writes edits to the draft. */
function useOwnerText(connectionKey: string) {
  const project = useProject()
  const session = crypto.randomUUID()
  const encoder = new TextEncoder()
  const state = shallowRef<MapperText>({ kind: 'loading' })
  const text = ref('')
  const bytes = computed(() => encoder.encode(text.value))
  const hash = computed(() => contentHash(bytes.value))
  const scope = ref<EditScope>('one')
  /** Owners that shared this text, while the scope is undecided. */
  const undecided = shallowRef<readonly string[]>([])
  let decided = false
  /** The last step, which a scope decision joins. */
  let last: Step | undefined
  let replacements = 0
  /** Increases when the scope changes: later edits are a separate undo step. */
  let round = 0
  let version = 0
  // Registered before the timeout, which would otherwise stop first and lose the last edit.
  onScopeDispose(() => {
    flush()
    reading?.abort()
  })
  const typed = useTimeoutFn(() => write(typing()), quietMilliseconds, { immediate: false })
  let shownUrl: string | undefined
  /** The loaded text and its address: typing it again restores the address. */
  let loaded: Loaded | undefined
  let reading: AbortController | undefined
  /** Another text is being loaded. */
  const isReading = ref(false)

  const owners = computed(() => mapperOwners(project.copy))
  const owner = computed(() => owners.value.find((each) => ownerKey(each) === connectionKey))
  const mapperUrl = computed(() => (owner.value ? urlOf(owner.value) : undefined))
  const readOnly = computed(() => isReading.value || !owner.value || !isEditable(owner.value))
  const problems = computed<readonly { readonly message: string }[]>(() =>
    project.problems.filter(
      ({ target, field }) =>
        field === 'mapper_url' &&
        owner.value !== undefined &&
        target.kind === owner.value.target.kind &&
        target.key === owner.value.target.key,
    ),
  )
  /** Other owners in the working copy with the same text and input. */
  const others = computed(() => {
    const url = mapperUrl.value
    if (!url) return []
    const own = mapperHash(url)
    const isClient = owner.value?.protocol === 'scim'
    return owners.value.filter((other) => {
      const otherUrl = urlOf(other)
      if (other === owner.value || otherUrl === '' || !isEditable(other)) return false
      // Edits for another input would break them.
      if ((other.protocol === 'scim') !== isClient) return false
      return otherUrl === url || (own !== undefined && mapperHash(otherUrl) === own)
    })
  })
  const users = computed(() => (owner.value && mapperUrl.value ? others.value.length + 1 : 0))

  function show(next: string): void {
    version += 1
    text.value = next
    state.value = { kind: 'ready', text: next, version }
  }

  function stopReading(): void {
    reading?.abort()
    isReading.value = false
  }

  function open(next: string, url: string): void {
    loaded = { url, plain: withPlainLineEnds(next) }
    show(next)
  }

  async function load(): Promise<void> {
    stopReading()
    typed.stop()
    const url = mapperUrl.value
    if (url === undefined) return
    shownUrl = url
    const inline = inlineMapperBytes(url)
    if (inline) return open(new TextDecoder().decode(inline), url)
    if (url === '') return open('', url)
    const projectId = project.snapshot?.summary.id
    if (projectId === undefined) return
    const controller = new AbortController()
    reading = controller
    // The shown text stays until replaced.
    if (state.value.kind === 'ready') isReading.value = true
    else state.value = { kind: 'loading' }
    const result = await request(
      'mapper.read',
      { projectId, mapperUrl: url },
      { signal: controller.signal },
    )
    if (controller.signal.aborted) return
    isReading.value = false
    if (result.ok) open(result.value.text, url)
    else state.value = { kind: 'failed', error: result.error }
  }

  /** Address of the text; the original one if it equals the loaded text. */
  function urlOfText(): string {
    return loaded?.plain === withPlainLineEnds(text.value) ? loaded.url : toMapperUrl(text.value)
  }

  function put(all: readonly MapperOwner[], url: string, step: Step): void {
    const edits = all.map(({ target }) => ({
      kind: 'set-field' as const,
      target,
      field: 'mapper_url',
      value: url,
    }))
    project.draft.editAll(edits, stepLabel(step.what, all), step.group)
  }

  /** Writes the text to the draft; the first edit of a shared text affects this owner only. */
  function write(step: Step): void {
    const own = owner.value
    if (!own || readOnly.value) return
    last = step
    const url = urlOfText()
    const sharers = others.value
    shownUrl = url
    put(scope.value === 'all' ? [own, ...sharers] : [own], url, step)
    // Text equal to the server's restores its address.
    shownUrl = mapperUrl.value
    const isAsked = !decided && sharers.length > 0 && !sharers.includes(own)
    if (isAsked && others.value.length < sharers.length) {
      undecided.value = sharers.map(ownerKey)
    }
  }

  const typing = (): Step => ({
    what: 'Edited',
    group: `mapper ${connectionKey} ${session} ${round}`,
  })

  /** Writes pending text to the draft. */
  function flush(): void {
    if (!typed.isPending.value) return
    typed.stop()
    write(typing())
  }

  /** Accepts typed text: the first key at once, since it decides the scope; later ones delayed. */
  function type(next: string): void {
    text.value = next
    if (typed.isPending.value) return
    if (owner.value?.edited.includes('mapper_url')) typed.start()
    else write(typing())
  }

  /** Replaces the text as one undo step; `verb` decides its label. */
  function replace(next: string, verb: StepVerb): void {
    if (readOnly.value || next === text.value) return
    flush()
    show(next)
    replacements += 1
    write({ what: verb, group: `${typing().group} ${replacements}` })
  }

  /** Decides the scope; edits made before follow it. */
  function decide(next: EditScope): void {
    flush()
    const keys = undecided.value
    undecided.value = []
    decided = true
    if (next !== scope.value && keys.length === 0) round += 1
    scope.value = next
    if (next === 'one' || keys.length === 0) return
    const following = owners.value.filter(
      (other) => keys.includes(ownerKey(other)) && isEditable(other),
    )
    const own = owner.value
    if (own) put([own, ...following], urlOfText(), last ?? typing())
  }

  // After an undo or rebase the shown text is no longer the draft's.
  watch(
    mapperUrl,
    (url, before) => {
      if (url === shownUrl) return
      if (before !== undefined) {
        // Writes pending text before another text replaces it.
        flush()
        if (mapperUrl.value === shownUrl) return
        undecided.value = []
      }
      // A publish gives an equal text another address.
      const same = url !== undefined && mapperHash(url) === hash.value
      if (!same || state.value.kind !== 'ready') return void load()
      stopReading()
      shownUrl = url
      loaded = { url, plain: withPlainLineEnds(text.value) }
    },
    { immediate: true },
  )

  return {
    state,
    text,
    owner,
    readOnly,
    problems,
    bytes,
    hash,
    isReading,
    users,
    others,
    scope,
    undecided,
    /** Unused: undo steps of an owner's mapper are the draft's. */
    replacing: shallowRef<Replacing>(),
    load,
    type,
    flush,
    replace,
    decide,
  }
}

export type StepVerb = 'Edited' | 'Formatted' | 'Repaired' | 'Rewrote'

const labelsOfOne: Readonly<Record<StepVerb, (name: string) => string>> = {
  Edited: (name) => t('Edited the mapper of {name}', { name }),
  Formatted: (name) => t('Formatted the mapper of {name}', { name }),
  Repaired: (name) => t('Repaired the mapper of {name}', { name }),
  Rewrote: (name) => t('Rewrote the mapper of {name}', { name }),
}
const labelsOfSome: Readonly<Record<StepVerb, (n: number) => string>> = {
  Edited: (n) => t('Edited the mapper of {n} connections', { n }),
  Formatted: (n) => t('Formatted the mapper of {n} connections', { n }),
  Repaired: (n) => t('Repaired the mapper of {n} connections', { n }),
  Rewrote: (n) => t('Rewrote the mapper of {n} connections', { n }),
}

const labelsOfClients: Readonly<Record<StepVerb, (n: number) => string>> = {
  Edited: (n) => t('Edited the mapper of {n} SCIM clients', { n }),
  Formatted: (n) => t('Formatted the mapper of {n} SCIM clients', { n }),
  Repaired: (n) => t('Repaired the mapper of {n} SCIM clients', { n }),
  Rewrote: (n) => t('Rewrote the mapper of {n} SCIM clients', { n }),
}

/** Label of a text change in the history. */
function stepLabel(verb: StepVerb, owners: readonly MapperOwner[]): string {
  const [first] = owners
  if (owners.length === 1 && first) return labelsOfOne[verb](nameOf(first))
  return (first?.protocol === 'scim' ? labelsOfClients : labelsOfSome)[verb](owners.length)
}

interface Step {
  readonly what: StepVerb
  /** Consecutive steps of one group are merged. */
  readonly group: string
}

interface Loaded {
  readonly url: string
  readonly plain: string
}
