import type { AppError } from '../../../core/errors/app-error'
import type { ProjectSummary } from '../../../core/model/project'
import { checkGuards } from './check-project'
import type { GuardsService } from './guards'

export type Refusal = (summary: ProjectSummary) => AppError | undefined

/** Reads the protection once for all projects of a question. */
export async function readRefusals(guards: Pick<GuardsService, 'read'>): Promise<Refusal> {
  const now = await guards.read()
  return (summary) => {
    const allowed = checkGuards(now, summary)
    return allowed.ok ? undefined : allowed.error
  }
}
