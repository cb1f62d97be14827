import type { Draft } from '../../../core/draft/draft'
import { secretReferences } from '../../../core/draft/secret-references'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { holdsReference } from '../../../core/intents/secret-places'
import { fillSecrets } from '../../../core/publish/fill-secrets'
import { patchesOf, planRefusal, type PublishPlan } from '../../../core/publish/publish-plan'
import { draftAccount, type SecretStore } from '../../secrets/secret-store'
import type { Access } from '../../api/client'
import { uuidAt } from '../../api/uuid-at'
import type { DraftSecrets } from '../draft-secrets'
import type { ProjectId } from '../../../core/model/project-id'

type Opened = ReadonlyMap<string, Awaited<ReturnType<SecretStore['get']>>>

/** Reads a draft's secrets before the project, because a keychain dialog can take long. */
export async function openSecrets(
  secretStore: () => Promise<SecretStore>,
  draft: Draft,
): Promise<Opened> {
  const opened = new Map<string, Awaited<ReturnType<SecretStore['get']>>>()
  const references = secretReferences(draft)
  // Don't unlock the keychain without need.
  if (references.size === 0) return opened
  const store = await secretStore()
  for (const reference of references) {
    opened.set(reference, await store.get(draftAccount(draft.projectId, reference)))
  }
  return opened
}

/** All secrets of a plan; `request.invalid` for misplaced ones, `secret.missing` if gone. */
export async function readPlanSecrets(
  secretStore: () => Promise<SecretStore>,
  projectId: ProjectId,
  access: Access,
  plan: PublishPlan,
  opened: Opened = new Map(),
): Promise<Result<ReadonlyMap<string, string>>> {
  const references = new Set<string>()
  const bodies = patchesOf(plan).flatMap(({ operations }) => operations)
  const filled = fillSecrets(bodies, (reference) => {
    references.add(reference)
    return ''
  })
  const others = plan.steps.filter((step) => !('operations' in step))
  if (holdsReference(filled) || holdsReference(others)) return failure(misplaced())
  const reason = planRefusal(plan)
  if (reason !== undefined) {
    return failure(appError('request.invalid', reason, { arrived: false }))
  }
  const secrets = new Map<string, string>()
  // Don't unlock the keychain without need.
  if (references.size === 0) return success(secrets)
  // A secret only goes to the server it was typed for.
  const own = uuidAt(access, projectId)
  if (!own.ok) return own
  const store = await secretStore()
  for (const reference of references) {
    const secret = opened.get(reference) ?? (await store.get(draftAccount(projectId, reference)))
    if (!secret.ok) return secret
    if (secret.value === undefined) {
      const message = t('A secret of the draft is no longer stored and has to be entered again')
      return failure(appError('secret.missing', message))
    }
    secrets.set(reference, secret.value)
  }
  return success(secrets)
}

/** A reference outside a secret field stops the publish. */
export const misplaced = () =>
  appError(
    'request.invalid',
    t('A field that is not for secrets holds a reference to a secret, so nothing was sent'),
    { arrived: false },
  )

/** Deletes secrets that neither the saved draft nor any file refers to anymore. */
export async function forgetPublished(
  draftSecrets: Pick<DraftSecrets, 'arrived' | 'release'>,
  before: Draft,
  after: Draft,
): Promise<void> {
  const references = secretReferences(before)
  const kept = secretReferences(after)
  draftSecrets.arrived(references)
  const ended = [...references].filter((reference) => !kept.has(reference))
  await draftSecrets.release(before.projectId, ended)
}
