/** Where a menu opens, in pixels of the window. */
export interface MenuPoint {
  readonly x: number
  readonly y: number
}

/** How a row joins the selection: it alone, or all from the one that was chosen before. */
export type RowExtension = 'one' | 'range'
