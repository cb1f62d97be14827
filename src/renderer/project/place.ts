import { refAutoReset } from '@vueuse/core'
import { computed, proxyRefs, ref, shallowRef } from 'vue'
import type { PublishEnd } from '../../core/ipc/publish'
import type { Recognition } from '../../core/saml/recognise-certificate'
import type { MapperGiven } from '../../core/mapper/given'
import type { PeopleGroup } from '../../core/people/group'
import { ownMapperKey } from '../../core/mapper/owners/owners'
import { createChosenRows, type RowKeys } from './chosen-rows'

/** A screen with its parameters. */
export type Screen =
  | { readonly name: 'main' }
  | {
      readonly name: 'history'
      /** A publish to select, whose revert is previewed. */
      readonly revert?: { readonly publishId: string }
    }
  | {
      readonly name: 'mapper'
      /** Owner of the mapper, as in `ownerKey`. */
      readonly connectionKey: string
      /** UTF-16 offset to start at; default: the top. */
      readonly at?: number
      readonly from: Screen
      /** Back leads to the mappers of all projects. */
      readonly ofAll?: true
    }

export interface GivenSetUp {
  readonly name: string
  readonly text: string
}

/** A dialog about the project with its parameters. */
export type ProjectDialog =
  | { readonly name: 'new-organization' }
  | { readonly name: 'new-connection' }
  | {
      readonly name: 'new-set'
      readonly text?: string
    }
  | {
      readonly name: 'review'
      /** IDs of changes excluded at first. */
      readonly leftOut?: readonly string[]
    }
  | { readonly name: 'conflict' }
  | { readonly name: 'go-to-field' }
  | {
      readonly name: 'delete-organizations' | 'duplicate-to' | 'check-rows'
      /** Default: the selection. */
      readonly of?: RowKeys
    }
  | {
      readonly name: 'move-to-organization'
      readonly to?: string
      readonly of?: RowKeys
    }
  | {
      readonly name: 'check'
      /** Shows the last check; checks only on request. */
      readonly shows?: 'last'
    }
  | { readonly name: 'try-connection' }
  | {
      readonly name: 'handover'
      /** Key of a connection or SCIM client, as in `ownerKey`; default: the selection. */
      readonly ownerKey?: string
      /** The former address, which the identity provider keeps for a while. */
      readonly replaced?: string | undefined
    }
  | {
      readonly name: 'certificate'
      readonly given?: Recognition
    }
  | { readonly name: 'redirect-hosts' }
  | {
      readonly name: 'export-set-up'
      readonly of?: RowKeys
    }
  | {
      readonly name: 'import-set-up'
      readonly given?: GivenSetUp
    }
  | { readonly name: 'project-settings' }
  | { readonly name: 'people' }
  | {
      readonly name: 'people-shown'
      readonly group: PeopleGroup
    }

/** The selected row of the history. */
export interface HistoryChoice {
  readonly kind: 'step' | 'publish'
  readonly key: string
}

export type Place = ReturnType<typeof createPlace>

/** Where the user is in one project: screen, dialog, selection and filters. */
export function createPlace() {
  const screen = shallowRef<Screen>({ name: 'main' })
  const dialog = shallowRef<ProjectDialog>()
  const rows = createChosenRows()
  /** Texts of the two filters. */
  const organizationsFilter = ref('')
  const connectionsFilter = ref('')
  /** Scroll positions in pixels. */
  const organizationsTop = ref(0)
  const connectionsTop = ref(0)
  /** The row of the history that a person chose. */
  const historyChoice = shallowRef<HistoryChoice>()
  /** Scroll position of the publishes in pixels. */
  const publishesTop = ref(0)
  /** Whether advanced fields of connections are unfolded. */
  const advancedShown = ref(false)
  const scimShown = ref(false)
  const dragged = shallowRef<readonly string[]>()
  /** Result of the last row action. */
  const saidOfRows = refAutoReset('', 6_000)
  /** Position of the row menu in pixels of the window. */
  const menuAt = shallowRef<{ readonly x: number; readonly y: number }>()
  /** Published, and nothing edited since. */
  const justPublished = ref(false)
  /** The last publish, while its confirmation is shown. */
  const publishedHere = shallowRef<PublishEnd>()
  /** The user asked to save, though edits save themselves. */
  const saveAsked = refAutoReset(false, 8_000)
  /** Number of publish commands for the open review. */
  const publishAsked = ref(0)
  const columnsAsked = ref(false)
  /** IDs of conflicts already shown, one per line: the dialog does not open for them again. */
  const knownConflicts = ref('')
  /** Why a paste offered nothing. */
  const pasteSaid = refAutoReset('', 8_000)
  /** Input kind of the unsaved mapper when last shown. */
  const ownMapperGiven = ref<MapperGiven>('claims')
  const mapperEditor = computed(() => (screen.value.name === 'mapper' ? screen.value : undefined))

  function show(next: Screen): void {
    screen.value = next
  }

  /** Shows a publish in the history, where it stays. */
  function showPublish(publishId: string): void {
    historyChoice.value = { kind: 'publish', key: publishId }
    show({ name: 'history' })
  }

  /** Previews the revert of a publish; on confirmation its inverse goes into the draft. */
  function askRevert(publishId: string): void {
    show({ name: 'history', revert: { publishId } })
  }

  const chooseOrganization: typeof rows.chooseOrganization = (...row) => {
    rows.chooseOrganization(...row)
    show({ name: 'main' })
  }

  const chooseConnection: typeof rows.chooseConnection = (...row) => {
    rows.chooseConnection(...row)
    show({ name: 'main' })
  }

  const chooseScimClient: typeof rows.chooseScimClient = (...row) => {
    rows.chooseScimClient(...row)
    show({ name: 'main' })
  }

  const goToField: typeof rows.goToField = (name) => {
    show({ name: 'main' })
    rows.goToField(name)
  }

  /** @param how where to start and where back leads; see `Screen` */
  function openMapper(
    connectionKey: string,
    how: { readonly at?: number; readonly ofAll?: true } = {},
  ): void {
    const from = mapperEditor.value?.from ?? screen.value
    show({ name: 'mapper', connectionKey, from, ...how })
  }

  /** Opens the unsaved mapper as it was left. */
  function openOwnMapper(given: MapperGiven = ownMapperGiven.value): void {
    ownMapperGiven.value = given
    openMapper(ownMapperKey(given))
  }

  function closeMapper(): void {
    if (mapperEditor.value) show(mapperEditor.value.from)
  }

  /** Clears the selection and focuses the lists. */
  function closeDetail(): void {
    rows.clearSelection()
    rows.rowsAsked.value = true
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
    ...rows,
    organizationsTop,
    connectionsTop,
    historyChoice,
    publishesTop,
    advancedShown,
    scimShown,
    menuAt,
    dragged,
    saidOfRows,
    organizationsFilter,
    connectionsFilter,
    justPublished,
    publishedHere,
    saveAsked,
    publishAsked,
    columnsAsked,
    knownConflicts,
    pasteSaid,
    ownMapperGiven,
    mapperEditor,
    show,
    showPublish,
    askRevert,
    chooseOrganization,
    chooseConnection,
    chooseScimClient,
    goToField,
    openMapper,
    openOwnMapper,
    closeMapper,
    closeDetail,
    open,
    closeDialog,
  })
}
