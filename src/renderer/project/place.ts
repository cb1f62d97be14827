import { refAutoReset } from '@vueuse/core'
import { computed, proxyRefs, ref, shallowRef } from 'vue'
import type { PublishOutcome } from '../../core/ipc/publish-outcome'

export type Selection =
  | { readonly kind: 'none'; readonly key?: undefined }
  | { readonly kind: 'organization'; readonly key: string }
  | { readonly kind: 'connection'; readonly key: string }

/** A screen with what it is opened with. */
export type Screen =
  | { readonly name: 'main' }
  | { readonly name: 'mappers' }
  | { readonly name: 'settings' }
  | { readonly name: 'radar' }
  | { readonly name: 'who' }
  | { readonly name: 'bulk' }
  | { readonly name: 'mapper-library' }
  | { readonly name: 'compare' }
  | { readonly name: 'team-folder' }
  | {
      readonly name: 'publish-history'
      /** Publish to choose, with the question what its revert does. */
      readonly revert?: { readonly publishId: string }
    }
  | {
      readonly name: 'mapper'
      readonly connectionKey: string
      /** Where to begin, as an offset in the text in UTF-16 units; without it at the top. */
      readonly at?: number
      /** Screen to go back to. */
      readonly from: Screen
    }

/** A dialog about the project with what it is opened with. */
export type ProjectDialog =
  | { readonly name: 'new-organization' }
  | { readonly name: 'new-connection' }
  | {
      readonly name: 'review'
      /** Ids of the changes to begin with leaving out. */
      readonly leftOut?: readonly string[]
    }
  | { readonly name: 'conflict' }
  | { readonly name: 'check' }
  | { readonly name: 'try-connection' }
  | { readonly name: 'handover' }
  | { readonly name: 'redirect-hosts' }
  | { readonly name: 'export-set-up' }
  | { readonly name: 'import-set-up' }
  | { readonly name: 'project-settings' }

/** What the server said of a publish that was made here; what it did is in its record. */
export type PublishedHere = Pick<
  Extract<PublishOutcome, { kind: 'published' }>,
  'publishId' | 'requests' | 'warnings' | 'dropped'
>

const nothingChosen: Selection = { kind: 'none' }

export type Place = ReturnType<typeof createPlace>

/** Where a person is in one project: the screen, the dialog over it, what is chosen and filtered. */
export function createPlace() {
  const screen = shallowRef<Screen>({ name: 'main' })
  const dialog = shallowRef<ProjectDialog>()
  const selection = shallowRef<Selection>(nothingChosen)
  /** Organization that alone shows its connections. */
  const narrowedTo = ref<string>()
  /** What is typed into the filters of the two lists. */
  const organizationsFilter = ref('')
  const connectionsFilter = ref('')
  /** Something was published, and nothing edited since. */
  const justPublished = ref(false)
  /** The last publish, until the person closes its confirmation. */
  const publishedHere = shallowRef<PublishedHere>()
  /** The person asked to save, though edits are saved as they are typed. */
  const saveAsked = refAutoReset(false, 8_000)
  /** Counts how often it was asked to publish what is being reviewed. */
  const publishAsked = ref(0)
  /** The lab, while it is the screen. */
  const lab = computed(() => (screen.value.name === 'mapper' ? screen.value : undefined))

  function show(next: Screen): void {
    screen.value = next
  }

  /** Choosing an organization narrows the connections to its own. */
  function chooseOrganization(key: string): void {
    selection.value = { kind: 'organization', key }
    narrowedTo.value = key
    show({ name: 'main' })
  }

  /**
   * Choosing a connection hides nothing: a narrowing to another organization goes.
   * @param organizationKey the connection's organization; `undefined` without one.
   */
  function chooseConnection(key: string, organizationKey: string | undefined): void {
    selection.value = { kind: 'connection', key }
    if (narrowedTo.value !== organizationKey) narrowedTo.value = undefined
    show({ name: 'main' })
  }

  function clearSelection(): void {
    selection.value = nothingChosen
  }

  function widen(): void {
    narrowedTo.value = undefined
  }

  /** @param at where to begin, as an offset in UTF-16 units; without it at the top. */
  function openMapper(connectionKey: string, at?: number): void {
    const from = lab.value?.from ?? screen.value
    show({ name: 'mapper', connectionKey, from, ...(at === undefined ? {} : { at }) })
  }

  /** Goes back to where the mapper was opened from. */
  function closeMapper(): void {
    if (lab.value) show(lab.value.from)
  }

  function open(next: ProjectDialog): void {
    dialog.value = next
  }

  function closeDialog(): void {
    dialog.value = undefined
  }

  return proxyRefs({
    screen,
    dialog,
    selection,
    narrowedTo,
    organizationsFilter,
    connectionsFilter,
    justPublished,
    publishedHere,
    saveAsked,
    publishAsked,
    lab,
    show,
    chooseOrganization,
    chooseConnection,
    clearSelection,
    widen,
    openMapper,
    closeMapper,
    open,
    closeDialog,
  })
}
