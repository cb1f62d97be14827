import type { SetUp, SetUpConnection } from '../model/set-up'
import { callbackIn } from '../links/connection-callback'

/** Whether the project's host is known: a file may not contain it. */
export const knowsProject = ({ project }: SetUp): boolean => project.slug !== ''

export function redirectOf(setUp: SetUp, connection: SetUpConnection): string | undefined {
  if (!knowsProject(setUp)) return undefined
  const callback = callbackIn(setUp, connection)
  return callback.kind === 'known' ? callback.url : undefined
}
