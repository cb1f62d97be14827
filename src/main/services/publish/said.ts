import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { cutText } from '../../../core/model/cut-text'
import type { ProjectId } from '../../../core/model/project-id'
import {
  hasSummary,
  longestPersonName,
  longestSummary,
  longestTicket,
  type Why,
} from '../../../core/publish/why'
import type { SecretsInUse } from '../../scrub/secrets-in-use'
import type { PersonName } from '../person-name'
import type { WorkspacesService } from '../workspaces/workspaces'
import type { Said } from '../history/publish-log'

/**
 * Whether enough is said of why a project is published.
 * @returns `publish.summary-missing` where its workspace asks for a summary and there is none
 */
export async function checkSummary(
  workspaces: Pick<WorkspacesService, 'list'>,
  projectId: ProjectId,
  why: Why | undefined,
): Promise<Result<void>> {
  if (hasSummary(why)) return success(undefined)
  const asking = (await workspaces.list()).find(
    ({ asksForSummary, projects }) =>
      asksForSummary === true && projects.some(({ id }) => id === projectId),
  )
  if (!asking) return success(undefined)
  const message = t('The workspace {workspace} asks for a summary of each publish', {
    workspace: asking.name,
  })
  return failure(
    appError('publish.summary-missing', message, { subject: asking.name, arrived: false }),
  )
}

/**
 * What is kept of what a person said of a publish, and who they are. A secret that was pasted into it is taken out, in
 * part and in any form, for which the draft's secrets have to be known by now.
 */
export async function saidOf(
  {
    secrets,
    personName,
  }: {
    readonly secrets: Pick<SecretsInUse, 'scrub'>
    readonly personName: Pick<PersonName, 'read'>
  },
  why: Why | undefined,
): Promise<Said> {
  // What stands in the place of a secret may be longer.
  const kept = (text: string, most: number) => cutText(secrets.scrub(text), most)
  const name = await personName.read()
  const { summary = '', ticket = '' } = why ?? {}
  const isSaid = summary !== '' || ticket !== ''
  return {
    ...(name === undefined ? {} : { by: kept(name, longestPersonName) }),
    ...(isSaid
      ? {
          why: {
            summary: kept(summary, longestSummary),
            ...(ticket === '' ? {} : { ticket: kept(ticket, longestTicket) }),
          },
        }
      : {}),
  }
}
