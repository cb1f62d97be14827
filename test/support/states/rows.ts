/** All that a row of a list shows: the number of its problems, and what its getters return. */
export function shownBy(row: object & { readonly problems: number }): Record<string, unknown> {
  const getters = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(row) as object)
  const values = Object.entries(getters).flatMap(([name, { get }]) =>
    get ? [[name, get.call(row) as unknown] as const] : [],
  )
  return { problems: row.problems, ...Object.fromEntries(values) }
}
