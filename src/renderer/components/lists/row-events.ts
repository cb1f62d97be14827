export interface MenuPoint {
  readonly x: number
  readonly y: number
}

/** Adds one row, or the range from the anchor. */
export type RowExtension = 'one' | 'range'

export interface MenuItem<Id extends string> {
  readonly id: Id
  readonly label: string
  readonly keys?: string
  readonly why?: string
  readonly isDanger?: true
  /** A checkbox, or a radio button of its group. */
  readonly check?: { readonly kind: 'checkbox' | 'radio'; readonly isOn: boolean }
}
