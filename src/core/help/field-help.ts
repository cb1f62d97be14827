/** What the help beside a field says. Each text is one to three plain sentences. */
export interface FieldHelp {
  /** The field's label, as the form writes it. */
  readonly label: string
  /** What the field is. */
  readonly what: string
  /** A value as a person would enter it, or what they would choose. */
  readonly example: string
  /** What goes wrong with a wrong value, and what then happens to people. */
  readonly wrong: string
}
