import { compileNewOrganizations, proposedId } from '../../../core/patch/compile-organizations'
import { filterIntents, type Intents } from '../../../core/intents/intents'
import { applyPatch } from '../../../core/patch/patch'
import { findCreatedOrganization } from '../../../core/conflict/created-unanswered'
import type { PlanStep } from '../../../core/publish/publish-plan'
import { sameJson, textMember } from '../../../core/model/json'
import { documentOrganizations, type Snapshot } from '../../../core/model/snapshot'
import { sendGuarded } from './guarded-patch'
import { failed, recordDone, review, type PublishSession, type StepResult } from './session'

/** Ids of our new organizations in an answer, by draft key. */
function madeIn(before: Snapshot, sent: Intents, answer: Snapshot): Record<string, string> {
  const known = new Set(before.organizations.map((item) => textMember(item, 'id')))
  const fresh = answer.organizations.filter((item) => !known.has(textMember(item, 'id')))
  const ids: Record<string, string> = {}
  for (const [key, intent] of Object.entries(sent.organization)) {
    const kept = fresh.find((item) => textMember(item, 'id') === proposedId(key))
    const taken = new Set(Object.values(ids))
    const made = kept ?? findCreatedOrganization(intent, fresh, taken)
    const id = made ? textMember(made, 'id') : undefined
    if (id !== undefined) ids[key] = id
  }
  return ids
}

/** The patch that creates new organizations, if the server accepts no requests for them. */
export function newOrganizationsStep(
  session: PublishSession,
  step: Extract<PlanStep, { kind: 'patch-new-organizations' }>,
): Promise<StepResult> {
  const sent = filterIntents(
    session.plan.intents,
    ({ kind, key }) =>
      kind === 'organization' && session.plan.intents.organization[key]?.kind === 'create',
  )
  const operationsOn = (snapshot: Snapshot) => compileNewOrganizations(snapshot, sent.organization)
  const keys = Object.keys(sent.organization)
  return sendGuarded(session, {
    bodyOn: (snapshot) =>
      sameJson(operationsOn(snapshot), step.operations)
        ? { operations: operationsOn(snapshot), sent }
        : undefined,
    shows: (_sent, answer) =>
      Object.keys(madeIn(session.snapshot, sent, answer)).length === keys.length,
    proves(whole, { operations }) {
      // No operation has the whole document as its path, so it is still an object.
      const project = applyPatch(whole.project, operations) as Snapshot['project']
      const after = documentOrganizations({ ...whole, project })
      const before = documentOrganizations(whole)
      const others = ({ organizations: _changed, ...rest }: Snapshot['project']) => rest
      return (
        sameJson(after.slice(0, before.length), before) &&
        after.length === before.length + keys.length &&
        sameJson(others(project), others(whole.project))
      )
    },
    finish(_sent, answer) {
      const ids = madeIn(session.snapshot, sent, answer)
      Object.assign(session.ids, ids)
      // Organizations that the server dropped silently stay in the draft, with all that depends on them.
      const published = Object.keys(ids).map((key) => ({ kind: 'organization' as const, key }))
      return recordDone(session, published, answer, ids)
    },
    refused(error) {
      const aboutId = error.status === 400 && /\bu?u?id\b/i.test(error.message)
      if (!aboutId || session.snapshot.organizationIdsRefused) return failed(error)
      session.snapshot = { ...session.snapshot, organizationIdsRefused: true }
      return review
    },
  })
}
