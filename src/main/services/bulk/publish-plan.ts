import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { noIntents } from '../../../core/intents/intents'
import type { BulkPublishPlan } from '../../../core/ipc/bulk'
import { changesMapper, draftChanges } from '../../../core/publish/changes'
import { confirmationOf } from '../../../core/publish/confirmation'
import { consequencesOf, toldText } from '../../../core/publish/consequences'
import { planPublish, planText } from '../../../core/publish/publish-plan'
import { suggestSummary } from '../../../core/publish/suggest-summary'
import type { AppFiles } from '../../files/app-files'
import type { GuardsService } from '../guards/guards'
import { knownStates } from '../projects/known-states'
import type { ProjectsService } from '../projects/projects'
import { readTold } from '../publish/read-told'
import { readRefusals } from './refusals'
import type { ProjectId } from '../../../core/model/project-id'

/**
 * What a publish of a project's saved draft would send, and what it does to people. Nothing is asked of a
 * server but stored metadata that it replaces: a publish reads the project first, and sends only what is said here.
 */
export async function describePublish(
  deps: {
    readonly files: Pick<AppFiles, 'snapshots' | 'drafts' | 'states'>
    readonly guards: Pick<GuardsService, 'read'>
    readonly projects: Pick<ProjectsService, 'openTexts'>
    readonly now: () => Date
  },
  projectId: ProjectId,
): Promise<Result<BulkPublishPlan>> {
  const { files, guards, projects, now } = deps
  const stored = await files.snapshots.read(projectId)
  if (!stored.ok) return stored
  const draft = await files.drafts.read(projectId)
  if (!draft.ok) return draft
  const snapshot = stored.value
  if (!snapshot)
    return failure(appError('request.invalid', t('Nothing is known of the project yet')))
  const intents = draft.value?.intents ?? noIntents
  const changes = draftChanges(snapshot, intents)
  const plan = planPublish(snapshot, intents)
  const states = await knownStates(files, snapshot)
  const nowIso = now().toISOString()
  const consequences = consequencesOf(snapshot, plan.intents, nowIso, states)
  const told = await readTold(consequences, projects.openTexts(projectId, 'metadata'), nowIso)
  const sent = changes.filter((change) => change.heldBack === undefined)
  const refusal = (await readRefusals(guards))(snapshot.summary)
  return success({
    projectId,
    environment: snapshot.summary.environment,
    changes: sent.length,
    heldBack: changes.length - sent.length,
    requests: plan.steps.length,
    confirmation: confirmationOf(told),
    mappers: sent
      .filter(changesMapper)
      .map(({ target, label }) => ({ key: target.key, name: label })),
    shown: planText(plan),
    told: toldText(consequences),
    summary: suggestSummary(sent, draft.value?.past),
    ...(refusal === undefined ? {} : { refusal: refusal.message }),
  })
}
