/** Work on what a list screen shows, and how far it has come. */
export interface ListWork {
  /** Such as `Projects read`. */
  readonly what: string
  /** Absent until it is known. */
  readonly done?: number
  readonly of?: number
}
