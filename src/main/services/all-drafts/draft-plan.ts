import { emptyDraft, type Draft } from '../../../core/draft/draft'
import { secretReferences } from '../../../core/draft/secret-references'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { noIntents } from '../../../core/intents/intents'
import type { DraftPlan } from '../../../core/ipc/publish'
import { changesMapper, draftChanges, type Change } from '../../../core/publish/changes'
import { confirmationOf } from '../../../core/publish/confirmation'
import {
  consequencesOf,
  toldText,
  textsToRead,
  toldWithTexts,
  type Consequences,
} from '../../../core/publish/consequences'
import {
  planPublish,
  planRefusal,
  planText,
  type PublishPlan,
} from '../../../core/publish/publish-plan'
import { suggestSummary } from '../../../core/publish/suggest-summary'
import type { AppFiles } from '../../files/app-files'
import type { GuardsService } from '../guards/guards'
import type { ProjectsService, ReadText } from '../projects/projects'
import { yieldToEventLoop } from '../../concurrency/pauses'
import { readRefusals } from '../guards/refusals'
import type { ProjectId } from '../../../core/model/project-id'

/** Impact of a publish with the stored texts; after a network failure it fetches no more. */
export async function readTold(
  consequences: Consequences,
  readText: ReadText,
  nowIso: string,
): Promise<Consequences> {
  const texts = new Map<string, string>()
  for (const address of textsToRead(consequences)) {
    const read = await readText(address)
    if (read.ok) texts.set(address, read.value)
    else if (read.error.code.startsWith('network.')) break
  }
  return texts.size === 0
    ? consequences
    : toldWithTexts(consequences, (address) => texts.get(address), nowIso)
}

export interface DraftPlanDeps {
  readonly files: Pick<AppFiles, 'snapshots' | 'drafts' | 'people'>
  readonly guards: Pick<GuardsService, 'read'>
  readonly projects: Pick<ProjectsService, 'openTexts' | 'checkSecrets'>
  readonly now: () => Date
}

/** Secrets that the keychain lost; 0 if it can't be asked. */
async function countMissingSecrets(
  projects: DraftPlanDeps['projects'],
  { projectId, baseRevisionId, intents }: Draft,
): Promise<number> {
  // Undone steps are not published.
  const references = [...secretReferences({ ...emptyDraft(projectId, baseRevisionId), intents })]
  if (references.length === 0) return 0
  const checked = await projects.checkSecrets(projectId, references)
  return checked.ok ? checked.value.missing.length : 0
}

export interface WorkedOutPlan {
  readonly told: DraftPlan
  readonly changes: readonly Change[]
  readonly plan: PublishPlan
}

/** A saved draft, what its publish would send and its impact; asks servers only for metadata. */
export async function planDraft(
  deps: DraftPlanDeps,
  projectId: ProjectId,
): Promise<Result<DraftPlan>> {
  const worked = await workOutPlan(deps, projectId)
  return worked.ok ? success(worked.value.told) : worked
}

/** The same, with changes and requests. */
export async function workOutPlan(
  deps: DraftPlanDeps,
  projectId: ProjectId,
): Promise<Result<WorkedOutPlan>> {
  const { files, guards, projects, now } = deps
  const stored = await files.snapshots.read(projectId)
  if (!stored.ok) return stored
  const kept = await files.drafts.read(projectId)
  if (!kept.ok) return kept
  const [snapshot, draft] = [stored.value, kept.value]
  if (!snapshot)
    return failure(appError('request.invalid', t('Nothing is known of the project yet')))
  const intents = draft?.intents ?? noIntents
  const changes = draftChanges(snapshot, intents)
  const plan = planPublish(snapshot, intents)
  await yieldToEventLoop()
  const nowIso = now().toISOString()
  const consequences = consequencesOf(snapshot, plan.intents, nowIso)
  const told = await readTold(consequences, projects.openTexts(projectId, 'metadata'), nowIso)
  const people = await files.people(projectId).read()
  const sent = changes.filter((change) => change.heldBack === undefined)
  const problems = changes.flatMap((change) => change.problems)
  const refusal = (await readRefusals(guards))(snapshot.summary)?.message ?? planRefusal(plan)
  const editedAt = draft?.past.at(-1)?.at
  const shown: DraftPlan = {
    projectId,
    environment: snapshot.summary.environment,
    ...(editedAt === undefined ? {} : { editedAt }),
    changes: sent.length,
    heldBack: changes.length - sent.length,
    errors: problems.filter(({ severity }) => severity === 'error').length,
    warnings: problems.filter(({ severity }) => severity !== 'error').length,
    conflicts: changes.reduce((sum, { conflicts }) => sum + conflicts.length, 0),
    missingSecrets: draft ? await countMissingSecrets(projects, draft) : 0,
    requests: plan.steps.length,
    confirmation: confirmationOf(told, people.ok ? people.value : undefined),
    mappers: sent
      .filter(changesMapper)
      .map(({ target, label }) => ({ key: target.key, name: label })),
    shown: planText(plan),
    told: toldText(consequences),
    summary: suggestSummary(sent, draft?.past),
    ...(refusal === undefined ? {} : { refusal }),
  }
  return success({ told: shown, changes, plan })
}
