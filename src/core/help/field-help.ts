export interface FieldText {
  readonly what: string
  /** A realistic value. */
  readonly example: string
  /** What a wrong value does to people. */
  readonly wrong: string
}

export interface FieldHelp extends FieldText {
  readonly label: string
}
