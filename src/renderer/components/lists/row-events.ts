/** Where a menu opens, in pixels of the window. */
export interface MenuPoint {
  readonly x: number
  readonly y: number
}

/** How a row joins the selection: it alone, or all from the one that was chosen before. */
export type RowExtension = 'one' | 'range'

/** An item of a menu. */
export interface MenuItem<Id extends string> {
  readonly id: Id
  readonly label: string
  /** As the people of the system read them. */
  readonly keys?: string
  /** Why it cannot be chosen. */
  readonly why?: string
  readonly isDanger?: true
  /** It is on or off: by itself (`checkbox`), or as the one of its group (`radio`). */
  readonly check?: { readonly kind: 'checkbox' | 'radio'; readonly isOn: boolean }
}
