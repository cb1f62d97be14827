import type { InspectedMapper } from '../../../core/ipc/mapper-editor'

/**
 * What is known of the mappers while they are looked at again: the new findings, and the old ones of
 * those connections whose turn has not come.
 */
export function mergeInspected(
  before: readonly InspectedMapper[],
  fresh: ReadonlyMap<string, InspectedMapper>,
): InspectedMapper[] {
  const done = new Set([...fresh.values()].flatMap(({ connectionKeys }) => connectionKeys))
  const waiting = before.flatMap((mapper) => {
    const connectionKeys = mapper.connectionKeys.filter((key) => !done.has(key))
    if (connectionKeys.length === mapper.connectionKeys.length) return [mapper]
    return connectionKeys.length === 0 ? [] : [{ ...mapper, connectionKeys }]
  })
  return [...waiting, ...fresh.values()]
}
