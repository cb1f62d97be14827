import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'

export type Selection =
  | { readonly kind: 'none'; readonly key?: undefined }
  | { readonly kind: 'organization'; readonly key: string }
  | { readonly kind: 'connection'; readonly key: string }

export type View = 'main' | 'mapper' | 'mappers' | 'publish-history' | 'settings'

export type DialogName =
  | 'connect'
  | 'replace-key'
  | 'confirm-address'
  | 'switcher'
  | 'disconnect'
  | 'new-organization'
  | 'new-connection'
  | 'review'
  | 'conflict'
  | 'check'
  | 'handover'
  | 'redirect-hosts'
  | 'trash'

const nothingChosen: Selection = { kind: 'none' }

/** What is in sight and chosen. */
export const useUiStore = defineStore('ui', () => {
  const selection = shallowRef<Selection>(nothingChosen)
  /** Organization that alone shows its connections. */
  const narrowedTo = ref<string>()
  const view = ref<View>('main')
  const mapperConnectionKey = ref<string>()
  /** Offset in the mapper's text, in UTF-16 units, that its screen shows first. */
  const mapperPlace = ref<number>()
  /** View that the mapper's screen was opened from, and goes back to. */
  const mapperFrom = ref<View>('main')
  const dialog = ref<DialogName>()
  /** The history stands beside whatever is in sight. */
  const historyShown = ref(false)
  /** Workspace that `replace-key`, `confirm-address` and `disconnect` are about. */
  const dialogWorkspaceId = ref<string>()
  /** Ids of the changes that the review begins with leaving out. */
  const leftOut = ref<readonly string[]>([])
  /** Publish that the publish history shall open, to be reverted. */
  const revertAsked = ref<string>()
  /** Time of the last publish in this session, for the status bar. */
  const publishedAt = ref<number>()

  /** Choosing an organization narrows the connections to its own. */
  function chooseOrganization(key: string): void {
    selection.value = { kind: 'organization', key }
    narrowedTo.value = key
    view.value = 'main'
  }

  /**
   * Choosing a connection hides nothing: a narrowing to another organization goes.
   * @param organizationKey the connection's organization; `undefined` without one.
   */
  function chooseConnection(key: string, organizationKey: string | undefined): void {
    selection.value = { kind: 'connection', key }
    if (narrowedTo.value !== organizationKey) narrowedTo.value = undefined
    view.value = 'main'
  }

  function clearSelection(): void {
    selection.value = nothingChosen
  }

  function widen(): void {
    narrowedTo.value = undefined
  }

  /** On opening a project nothing is chosen and every row is listed. */
  function reset(): void {
    clearSelection()
    widen()
    leaveMapper('main')
  }

  function open(name: DialogName, workspaceId?: string): void {
    dialog.value = name
    dialogWorkspaceId.value = workspaceId
  }

  /** Opens the review as it was when a publish was interrupted. */
  function openReview(excluded: readonly string[]): void {
    leftOut.value = excluded
    open('review')
  }

  function close(): void {
    leftOut.value = []
    dialog.value = undefined
    dialogWorkspaceId.value = undefined
  }

  function show(next: View): void {
    view.value = next
  }

  /** Opens the publish history at a publish, with the question what its revert does. */
  function askRevert(publishId: string): void {
    revertAsked.value = publishId
    view.value = 'publish-history'
  }

  /** @param at where to begin, as an offset in UTF-16 units; without it at the top. */
  function openMapper(connectionKey: string, at?: number): void {
    mapperConnectionKey.value = connectionKey
    mapperPlace.value = at
    if (view.value !== 'mapper') mapperFrom.value = view.value
    view.value = 'mapper'
  }

  /** Goes back to where the mapper was opened from. */
  function closeMapper(): void {
    leaveMapper(mapperFrom.value)
  }

  function leaveMapper(to: View): void {
    mapperConnectionKey.value = undefined
    mapperPlace.value = undefined
    mapperFrom.value = 'main'
    view.value = to
  }

  /** Says `Published` in the status bar. */
  function announcePublished(): void {
    publishedAt.value = Date.now()
  }

  return {
    selection,
    narrowedTo,
    view,
    mapperConnectionKey,
    mapperPlace,
    dialog,
    dialogWorkspaceId,
    publishedAt,
    revertAsked,
    historyShown,
    chooseOrganization,
    chooseConnection,
    clearSelection,
    widen,
    reset,
    leftOut,
    open,
    openReview,
    close,
    show,
    askRevert,
    openMapper,
    closeMapper,
    announcePublished,
  }
})
