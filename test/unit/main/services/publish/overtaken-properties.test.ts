import { expect, test } from 'vitest'
import type { Draft } from '../../../../../src/core/draft/draft'
import type { Edit } from '../../../../../src/core/draft/edits'
import { setUpOf } from '../../../../../src/core/draft/set-up-of'
import { connectionsOf } from '../../../../../src/core/model/connection'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { planPublish } from '../../../../../src/core/publish/publish-plan'
import {
  claimedDomainsOf,
  isLockOut,
  signInWays,
} from '../../../../../src/core/sign-in-ways/sign-in-ways'
import type { EmulatorState } from '../../../../emulator'
import { sampled } from '../../../../soak/size'
import { draftOf, shownOf, startBench, value } from '../../../../support/services/main-services'
import {
  addTwoWays,
  colleague,
  productionId as projectId,
  twoWays,
} from '../../../../support/publishing/two-ways-in'
import { agreeingTo } from '../../../../support/publishing/agreeing'

const organization = { kind: 'organization', key: twoWays.organization } as const
const first = { kind: 'connection', key: `oidc:${twoWays.first}` } as const
const deleteFirst: Edit = { kind: 'delete-connection', key: first.key }
const made: Edit = {
  kind: 'create-organization',
  key: 'new:made',
  fields: { label: 'Made', domains: ['made.example'] },
}

/** Drafts that need every kind of request, for both kinds of entity. */
const drafts: Readonly<Record<string, readonly Edit[]>> = {
  'deletes a connection': [deleteFirst],
  'takes a domain away and deletes a connection': [
    { kind: 'set-field', target: organization, field: 'domains', value: [twoWays.domains[0]] },
    deleteFirst,
  ],
  'makes an organization and moves a connection there': [
    made,
    { kind: 'set-field', target: first, field: 'organization_id', value: 'new:made' },
  ],
  'deletes an organization with its connections': [
    { kind: 'delete-organization', key: twoWays.organization, connections: 'delete' },
  ],
  'renames both': [
    { kind: 'set-field', target: organization, field: 'label', value: 'Mine' },
    { kind: 'set-field', target: first, field: 'label', value: 'Mine' },
  ],
}

const domainsLockedOut = (snapshot: Snapshot): string[] => {
  const setUp = setUpOf(snapshot)
  const ways = signInWays(setUp)
  return claimedDomainsOf(setUp).filter((domain) => isLockOut(ways(domain)))
}

const labelsIn = (snapshot: Snapshot) => ({
  organization: snapshot.organizations.find(({ id }) => id === twoWays.organization)?.['label'],
  first: connectionsOf(snapshot).find(({ key }) => key === first.key)?.entry['label'],
})

interface Run {
  readonly moments: readonly string[]
  readonly ended: string
  readonly before: readonly string[]
  readonly after: { readonly snapshot: Snapshot; readonly lockedOut: readonly string[] }
  readonly confirmed: readonly string[]
  /** Our writes that took effect, by the number of their request. */
  readonly writes: readonly number[]
}

/**
 * Reviews a draft and publishes it, confirming what it shows. A colleague does something just before the request of
 * this number, or not at all. If it comes back for another review, that is confirmed as it stands.
 */
async function run(
  edits: readonly Edit[],
  act?: (state: EmulatorState) => void,
  moment = -1,
): Promise<Run> {
  const moments: string[] = []
  const writes: number[] = []
  let isPublishing = false
  const bench = await startBench(
    {},
    {
      client: (own) => ({
        async send(call) {
          if (!isPublishing) return own.send(call)
          const number = moments.push(call.method) - 1
          if (number === moment && act) bench.emulator.edit(act)
          const result = await own.send(call)
          if (result.ok && call.method !== 'GET') writes.push(number)
          return result
        },
      }),
    },
  )
  addTwoWays(bench)
  const { snapshot, draft } = await draftOf(bench, projectId, edits)
  const before = domainsLockedOut(snapshot)
  const confirmed = new Set<string>()
  const publish = async (on: Snapshot, reviewed: Draft) => {
    const agreed = agreeingTo(on, reviewed)
    agreed.confirmed.harmed.forEach((domain) => confirmed.add(domain))
    return bench.publishing.publish({
      projectId,
      excluded: [],
      shown: shownOf(on, reviewed),
      ...agreed,
    })
  }
  isPublishing = true
  let outcome = value(await publish(snapshot, draft))
  isPublishing = false
  const ended = outcome.kind
  const confirmedAtFirst = [...confirmed]
  const after = value(await bench.projects.read(projectId, {}))
  // The review that came back can go on, unless all that is left has to be decided first.
  if (outcome.kind === 'review-again') {
    const left = planPublish(outcome.snapshot, outcome.draft.intents).steps.length
    if (left > 0) outcome = value(await publish(outcome.snapshot, outcome.draft))
    if (left > 0) expect(outcome.kind).toBe('published')
  }
  return {
    moments,
    ended,
    before,
    after: { snapshot: after, lockedOut: domainsLockedOut(after) },
    confirmed: confirmedAtFirst,
    writes,
  }
}

/** What the colleague alone would lock out. */
async function lockedOutAlone(act: (state: EmulatorState) => void): Promise<string[]> {
  const bench = await startBench()
  addTwoWays(bench)
  bench.emulator.edit(act)
  const snapshot = value(await bench.projects.read(projectId, {}))
  return domainsLockedOut(snapshot)
}

const cases = Object.entries(drafts).flatMap(([name, edits], at) =>
  sampled(Object.entries(colleague), 2, at).map(([what, act]) => ({ name, edits, what, act })),
)

test.each(cases)(
  'a draft that $name is overtaken at every moment by a colleague who $what',
  async ({ edits, what, act }) => {
    const plain = await run(edits)
    expect(plain.ended).toBe('published')
    const alone = new Set(await lockedOutAlone(act))
    expect(new Set(plain.moments)).toEqual(new Set(['GET', 'PATCH']))
    const all = plain.moments.map((_, number) => number)
    for (const moment of sampled(all, 3, edits.length)) {
      const { ended, before, after, confirmed, writes } = await run(edits, act, moment)
      const name = `${what} before request ${moment}, ${plain.moments[moment]}: ${ended}`
      const isAfterAll = writes.every((number) => number < moment) && ended === 'published'
      if (!isAfterAll && ended === 'published') {
        const known = new Set([...before, ...confirmed, ...alone])
        expect(
          after.lockedOut.filter((domain) => !known.has(domain)),
          name,
        ).toEqual([])
      }
      const labels = labelsIn(after.snapshot)
      if (what === 'labelsFirst' && labels.first !== undefined && !isAfterAll) {
        expect(labels.first, name).toBe('Theirs')
      }
      if (what === 'renamesOwn' && labels.organization !== undefined && !isAfterAll) {
        // Written before the colleague did, it was not overwritten but changed by them.
        expect(labels.organization, name).toBe('Theirs')
      }
    }
  },
)
