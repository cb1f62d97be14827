/** What help says of a field, besides its label. Each text is one to three plain sentences. */
export interface FieldText {
  /** What the field is. */
  readonly what: string
  /** A value as a person would enter it, or what they would choose. */
  readonly example: string
  /** What goes wrong with a wrong value, and what then happens to people. */
  readonly wrong: string
}

/** The same under the label that the form has. */
export interface FieldHelp extends FieldText {
  readonly label: string
}
