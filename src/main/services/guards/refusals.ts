import type { AppError } from '../../../core/errors/app-error'
import type { ProjectSummary } from '../../../core/model/project'
import { checkGuards } from './check-project'
import type { GuardsService } from './guards'

/** Why the guards let nothing be written to a project; `undefined` where they do. */
export type Refusal = (summary: ProjectSummary) => AppError | undefined

/** Reads the guards once, for all projects of one question. */
export async function readRefusals(guards: Pick<GuardsService, 'read'>): Promise<Refusal> {
  const now = await guards.read()
  return (summary) => {
    const allowed = checkGuards(now, summary)
    return allowed.ok ? undefined : allowed.error
  }
}
