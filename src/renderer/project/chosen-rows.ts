import { computed, ref, shallowRef } from 'vue'

export type RowKind = 'organization' | 'connection'

/** What can be chosen, also where no list has it. */
export type ChosenKind = RowKind | 'scim-client'

export type Selection =
  | { readonly kind: 'none'; readonly key?: undefined }
  | { readonly kind: ChosenKind; readonly key: string }

/** Keys of rows of one project. */
export interface RowKeys {
  readonly organizations: readonly string[]
  readonly connections: readonly string[]
  /** Absent where the list has no rows of them. */
  readonly scimClients?: readonly string[]
}

/** Two rows or more of one list. */
export interface SeveralRows {
  readonly kind: RowKind
  /** In the order in which they were selected. */
  readonly keys: readonly string[]
}

/** A field that a person asked to go to. */
export interface AskedField {
  /** Wire name; absent for the first field that can be edited. */
  readonly name?: string
}

const nothing: Selection = { kind: 'none' }

/** What is chosen in the two lists of a project: one row whose detail is shown, or several. */
export function createChosenRows() {
  const selection = shallowRef<Selection>(nothing)
  const together = shallowRef<SeveralRows>()
  /** Organization that alone shows its connections. */
  const narrowedTo = ref<string>()
  /** The row is shown because the person moves through the list; they did not stop there on purpose. */
  const passing = ref(false)
  /** The panel of what is chosen goes there as soon as it is on screen. */
  const askedField = shallowRef<AskedField>()
  /** The list with what is chosen takes the focus as soon as it is on screen. */
  const rowsAsked = ref(false)
  /** A single row takes the place of several. */
  const several = computed(() => (selection.value.kind === 'none' ? together.value : undefined))

  function choose(next: Selection, isPassing: boolean): void {
    selection.value = next
    together.value = undefined
    passing.value = isPassing
  }

  /** Selects exactly these rows of a list; of one its detail is shown. */
  function selectRows(kind: RowKind, keys: readonly string[]): void {
    const [first] = keys
    if (first === undefined) choose(nothing, false)
    else if (keys.length === 1) choose({ kind, key: first }, false)
    else {
      choose(nothing, false)
      together.value = { kind, keys }
    }
  }

  /** Keys of the rows of a list that are selected. */
  function selectedKeys(kind: RowKind): readonly string[] {
    if (several.value) return several.value.kind === kind ? several.value.keys : []
    const { kind: of, key } = selection.value
    return of === kind && key !== undefined ? [key] : []
  }

  return {
    selection,
    several,
    narrowedTo,
    passing,
    askedField,
    rowsAsked,
    selectRows,
    selectedKeys,
    /** Choosing an organization narrows the connections to its own. */
    chooseOrganization(key: string, isPassing = false): void {
      choose({ kind: 'organization', key }, isPassing)
      narrowedTo.value = key
    },
    /**
     * Choosing a connection hides nothing: a narrowing to another organization goes.
     * @param organizationKey the connection's organization; `undefined` without one.
     */
    chooseConnection(key: string, organizationKey: string | undefined, isPassing = false): void {
      choose({ kind: 'connection', key }, isPassing)
      if (narrowedTo.value !== organizationKey) narrowedTo.value = undefined
    },
    /** @param organizationKey as of a connection. */
    chooseScimClient(key: string, organizationKey: string | undefined, isPassing = false): void {
      choose({ kind: 'scim-client', key }, isPassing)
      if (narrowedTo.value !== organizationKey) narrowedTo.value = undefined
    },
    clearSelection: () => choose(nothing, false),
    widen(): void {
      narrowedTo.value = undefined
    },
    /** @param name wire name; without it the first field that can be edited. */
    goToField(name?: string): void {
      passing.value = false
      askedField.value = name === undefined ? {} : { name }
    },
  }
}
