/** `error`: somebody cannot sign in, or the wrong people can; `warning`: soon, or maybe; `info`: to know. */
export const allSeverities = ['error', 'warning', 'info'] as const
export type Severity = (typeof allSeverities)[number]

/** The worse, the lower. */
export const severityRank = (severity: Severity): number => allSeverities.indexOf(severity)

/** The worse first; what is equally bad stays in its order. */
export const worstFirst = <Item extends { readonly severity: Severity }>(
  items: readonly Item[],
): Item[] =>
  items.toSorted((one, other) => severityRank(one.severity) - severityRank(other.severity))
