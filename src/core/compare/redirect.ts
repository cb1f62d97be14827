import type { SetUp, SetUpConnection } from '../model/set-up'
import { callbackIn } from '../links/connection-callback'

/** Whether it is known which host serves the project of a set-up: a file may not say. */
export const knowsProject = ({ project }: SetUp): boolean => project.slug !== ''

/** The redirect or ACS URL of a connection on its side; `undefined` while it is not known. */
export function redirectOf(setUp: SetUp, connection: SetUpConnection): string | undefined {
  if (!knowsProject(setUp)) return undefined
  const callback = callbackIn(setUp, connection)
  return callback.kind === 'known' ? callback.url : undefined
}
