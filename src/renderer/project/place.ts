import { refAutoReset } from '@vueuse/core'
import { computed, proxyRefs, ref, shallowRef } from 'vue'
import type { PublishEnd } from '../../core/ipc/publish'
import type { Recognition } from '../../core/saml/recognise-certificate'
import type { MapperGiven } from '../../core/mapper/given'
import type { PeopleGroup } from '../../core/people/group'
import { ownMapperKey } from '../../core/mapper/owners/owners'
import { createChosenRows, type RowKeys } from './chosen-rows'

/** A screen with what it is opened with. */
export type Screen =
  | { readonly name: 'main' }
  | {
      readonly name: 'history'
      /** Publish to choose, with the question what its revert does. */
      readonly revert?: { readonly publishId: string }
    }
  | {
      readonly name: 'mapper'
      /** What has the mapper, as `ownerKey` names it: a connection, a SCIM client, or nothing. */
      readonly connectionKey: string
      /** Where to begin, as an offset in the text in UTF-16 units; without it at the top. */
      readonly at?: number
      /** Screen to go back to. */
      readonly from: Screen
      /** It was opened from the mappers of all projects, and the way back leads there. */
      readonly ofAll?: true
    }

/** A file with a set-up that was dropped, or opened outside of the app. */
export interface GivenSetUp {
  readonly name: string
  readonly text: string
}

/** A dialog about the project with what it is opened with. */
export type ProjectDialog =
  | { readonly name: 'new-organization' }
  | { readonly name: 'new-connection' }
  | {
      readonly name: 'new-set'
      /** What was pasted; without it the dialog asks for it. */
      readonly text?: string
    }
  | {
      readonly name: 'review'
      /** Ids of the changes to begin with leaving out. */
      readonly leftOut?: readonly string[]
    }
  | { readonly name: 'conflict' }
  | { readonly name: 'go-to-field' }
  | {
      readonly name: 'delete-organizations' | 'duplicate-to' | 'check-rows'
      /** Without it, about what is selected in the lists. */
      readonly of?: RowKeys
    }
  | {
      readonly name: 'move-to-organization'
      /** Key of the organization that connections were dropped on. */
      readonly to?: string
      readonly of?: RowKeys
    }
  | {
      readonly name: 'check'
      /** Shows what the last check found, and checks only when asked to. */
      readonly shows?: 'last'
    }
  | { readonly name: 'try-connection' }
  | {
      readonly name: 'handover'
      /** Key of a connection or a SCIM client, as `ownerKey` names it; without it, the sheet of what is chosen. */
      readonly ownerKey?: string
      /** The address that a publish replaced, which the identity provider is to keep for a while. */
      readonly replaced?: string | undefined
    }
  | {
      readonly name: 'certificate'
      /** What was pasted or dropped; without it the dialog asks for it. */
      readonly given?: Recognition
    }
  | { readonly name: 'redirect-hosts' }
  | {
      readonly name: 'export-set-up'
      /** The rows to begin with; without it everything. */
      readonly of?: RowKeys
    }
  | {
      readonly name: 'import-set-up'
      /** The file to begin with; without it the dialog asks for one. */
      readonly given?: GivenSetUp
    }
  | { readonly name: 'project-settings' }
  | { readonly name: 'people' }
  | {
      readonly name: 'people-shown'
      /** The people to show. */
      readonly group: PeopleGroup
    }

/** A row of the history whose detail is shown. */
export interface HistoryChoice {
  readonly kind: 'step' | 'publish'
  /** Of the row of a step, or the id of a publish. */
  readonly key: string
}

export type Place = ReturnType<typeof createPlace>

/** Where a person is in one project: the screen, the dialog over it, what is chosen and filtered. */
export function createPlace() {
  const screen = shallowRef<Screen>({ name: 'main' })
  const dialog = shallowRef<ProjectDialog>()
  const rows = createChosenRows()
  /** What is typed into the filters of the two lists. */
  const organizationsFilter = ref('')
  const connectionsFilter = ref('')
  /** Pixels that the two lists are scrolled by. */
  const organizationsTop = ref(0)
  const connectionsTop = ref(0)
  /** The row of the history that a person chose. */
  const historyChoice = shallowRef<HistoryChoice>()
  /** Pixels that the publishes of the history are scrolled by. */
  const publishesTop = ref(0)
  /** The advanced fields of connections are unfolded. */
  const advancedShown = ref(false)
  /** SCIM clients are among the connections. */
  const scimShown = ref(false)
  /** Keys of the connections that are being dragged. */
  const dragged = shallowRef<readonly string[]>()
  /** What was just done about rows, in words. */
  const saidOfRows = refAutoReset('', 6_000)
  /** Where the menu of the selected rows is open, in pixels of the window. */
  const menuAt = shallowRef<{ readonly x: number; readonly y: number }>()
  /** Something was published, and nothing edited since. */
  const justPublished = ref(false)
  /** The last publish, as long as its confirmation is shown. */
  const publishedHere = shallowRef<PublishEnd>()
  /** The person asked to save, though edits are saved as they are typed. */
  const saveAsked = refAutoReset(false, 8_000)
  /** Counts how often it was asked to publish what is being reviewed. */
  const publishAsked = ref(0)
  /** The menu of the columns is to open. */
  const columnsAsked = ref(false)
  /** Ids of the conflicts when the project was last shown, one a line: the dialog does not open for them again. */
  const knownConflicts = ref('')
  /** What is to say of a paste that came to nothing. */
  const pasteSaid = refAutoReset('', 8_000)
  /** What the mapper that nothing has was given when it was last shown. */
  const ownMapperGiven = ref<MapperGiven>('claims')
  /** The mapper editor, while it is the screen. */
  const mapperEditor = computed(() => (screen.value.name === 'mapper' ? screen.value : undefined))

  function show(next: Screen): void {
    screen.value = next
  }

  /** Shows a publish in the history: there it stays, whatever becomes of its confirmation. */
  function showPublish(publishId: string): void {
    historyChoice.value = { kind: 'publish', key: publishId }
    show({ name: 'history' })
  }

  /** Shows what a revert of a publish would do; it puts the inverse into the draft once that is agreed to. */
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

  /** @param how where to begin, and where the way back leads, as the screen says. */
  function openMapper(
    connectionKey: string,
    how: { readonly at?: number; readonly ofAll?: true } = {},
  ): void {
    const from = mapperEditor.value?.from ?? screen.value
    show({ name: 'mapper', connectionKey, from, ...how })
  }

  /** Opens the mapper that a person tries in the project and that nothing has, as it was left. */
  function openOwnMapper(given: MapperGiven = ownMapperGiven.value): void {
    ownMapperGiven.value = given
    openMapper(ownMapperKey(given))
  }

  /** Goes back to where the mapper was opened from. */
  function closeMapper(): void {
    if (mapperEditor.value) show(mapperEditor.value.from)
  }

  /** Leaves what is chosen; the focus goes back to the lists. */
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
