import type { Draft } from '../../../core/draft/draft'
import { secretReferences } from '../../../core/draft/secret-references'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { fillSecrets, patchOf, type PublishPlan } from '../../../core/publish/publish-plan'
import { draftAccount, type SecretStore } from '../../secrets/secret-store'
import type { Access } from '../../api/client'
import { uuidAt } from '../../api/uuid-at'
import type { DraftSecrets } from '../draft-secrets'
import type { ProjectId } from '../../../core/model/project-id'

/**
 * All secrets of a plan, by their reference, read before anything is sent.
 * @returns `secret.missing` if the keychain no longer has one, and the keychain's own errors.
 */
export async function readPlanSecrets(
  secretStore: () => Promise<SecretStore>,
  projectId: ProjectId,
  access: Access,
  plan: PublishPlan,
): Promise<Result<ReadonlyMap<string, string>>> {
  const references = new Set<string>()
  fillSecrets(patchOf(plan), (reference) => {
    references.add(reference)
    return ''
  })
  const secrets = new Map<string, string>()
  // Without secrets the keychain, which may be locked, is not used.
  if (references.size === 0) return success(secrets)
  // A secret goes to the server that it was typed for, and to no other.
  const own = uuidAt(access, projectId)
  if (!own.ok) return own
  const store = await secretStore()
  for (const reference of references) {
    const secret = await store.get(draftAccount(projectId, reference))
    if (!secret.ok) return secret
    if (secret.value === undefined) {
      const message = t('A secret of the draft is no longer stored and has to be entered again')
      return failure(appError('secret.missing', message))
    }
    secrets.set(reference, secret.value)
  }
  return success(secrets)
}

/** Deletes secrets that the draft had before a publish and does not have after it. */
export async function forgetPublished(
  draftSecrets: Pick<DraftSecrets, 'arrived' | 'forget'>,
  before: Draft,
  after: Draft,
): Promise<void> {
  const references = secretReferences(before)
  const kept = secretReferences(after)
  draftSecrets.arrived(references)
  const ended = [...references].filter((reference) => !kept.has(reference))
  await draftSecrets.forget(before.projectId, ended)
}
