import { computed, ref, shallowRef } from 'vue'

export type RowKind = 'organization' | 'connection'

/** Selectable entities, including those without a list. */
export type ChosenKind = RowKind | 'scim-client'

export type Selection =
  | { readonly kind: 'none'; readonly key?: undefined }
  | { readonly kind: ChosenKind; readonly key: string }

export interface RowKeys {
  readonly organizations: readonly string[]
  readonly connections: readonly string[]
  /** Absent if the list has no such rows. */
  readonly scimClients?: readonly string[]
}

/** Several selected rows of one list. */
export interface SeveralRows {
  readonly kind: RowKind
  readonly keys: readonly string[]
}

/** A field to focus. */
export interface AskedField {
  /** Wire name; default: the first editable field. */
  readonly name?: string
}

const nothing: Selection = { kind: 'none' }

/** The selection in a project's lists: one row with its detail, or several. */
export function createChosenRows() {
  const selection = shallowRef<Selection>(nothing)
  const together = shallowRef<SeveralRows>()
  const narrowedTo = ref<string>()
  /** The row was reached while moving through the list, not opened on purpose. */
  const passing = ref(false)
  /** Focused as soon as its panel is visible. */
  const askedField = shallowRef<AskedField>()
  /** The list takes the focus as soon as it is visible. */
  const rowsAsked = ref(false)
  /** A single row replaces several. */
  const several = computed(() => (selection.value.kind === 'none' ? together.value : undefined))

  function choose(next: Selection, isPassing: boolean): void {
    selection.value = next
    together.value = undefined
    passing.value = isPassing
  }

  /** Selects exactly these rows; a single one shows its detail. */
  function selectRows(kind: RowKind, keys: readonly string[]): void {
    const [first] = keys
    if (first === undefined) choose(nothing, false)
    else if (keys.length === 1) choose({ kind, key: first }, false)
    else {
      choose(nothing, false)
      together.value = { kind, keys }
    }
  }

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
    /** Narrows the connections to the organization's own. */
    chooseOrganization(key: string, isPassing = false): void {
      choose({ kind: 'organization', key }, isPassing)
      narrowedTo.value = key
    },
    /** Never hides the row: a narrowing to another organization ends. */
    chooseConnection(key: string, organizationKey: string | undefined, isPassing = false): void {
      choose({ kind: 'connection', key }, isPassing)
      if (narrowedTo.value !== organizationKey) narrowedTo.value = undefined
    },
    /** @param organizationKey see `chooseConnection` */
    chooseScimClient(key: string, organizationKey: string | undefined, isPassing = false): void {
      choose({ kind: 'scim-client', key }, isPassing)
      if (narrowedTo.value !== organizationKey) narrowedTo.value = undefined
    },
    clearSelection: () => choose(nothing, false),
    widen(): void {
      narrowedTo.value = undefined
    },
    /** @param name wire name; default: the first editable field */
    goToField(name?: string): void {
      passing.value = false
      askedField.value = name === undefined ? {} : { name }
    },
  }
}
