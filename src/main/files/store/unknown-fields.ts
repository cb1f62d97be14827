/**
 * Finds a member that was lost when data was parsed by a schema.
 *
 * @returns the path of the first member missing from `read`, such as `past.0.note`; `undefined` if
 *   `read` has all of `written`.
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
