import type { SetUpConnection } from '../model/set-up'
import { callbackIn } from '../links/connection-callback'
import type { ComparedSide } from './side'

/** The redirect or ACS URL of a connection on its side; `undefined` while it is not known. */
export function redirectOf(
  { setUp, knowsProject }: ComparedSide,
  connection: SetUpConnection,
): string | undefined {
  if (!knowsProject) return undefined
  const callback = callbackIn(setUp, connection)
  return callback.kind === 'known' ? callback.url : undefined
}
