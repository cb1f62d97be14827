/** `error`: sign-ins fail or the wrong people get in; `warning`: soon or maybe. */
export const allSeverities = ['error', 'warning', 'info'] as const
export type Severity = (typeof allSeverities)[number]

export const severityRank = (severity: Severity): number => allSeverities.indexOf(severity)

/** Stable sort. */
export const worstFirst = <Item extends { readonly severity: Severity }>(
  items: readonly Item[],
): Item[] =>
  items.toSorted((one, other) => severityRank(one.severity) - severityRank(other.severity))
