/** Path of the first member that parsing dropped, such as `past.0.note`. */
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
