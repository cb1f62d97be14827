/**
 * Where reading by a schema left something out.
 *
 * @returns the path of the first member that `read` lacks, such as `past.0.note`; `undefined` when
 * all of `written` is there.
 */
export function unknownField(written: unknown, read: unknown): string | undefined {
  if (written === read || typeof written !== 'object' || written === null) return undefined
  if (typeof read !== 'object' || read === null) return undefined
  for (const [name, value] of Object.entries(written)) {
    const known: unknown = Reflect.get(read, name)
    if (known === undefined && value !== undefined && !(name in read)) return name
    const inner = unknownField(value, known)
    if (inner !== undefined) return `${name}.${inner}`
  }
  return undefined
}
