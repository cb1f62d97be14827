import fc from 'fast-check'
import { expect, test } from 'vitest'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import { entitiesOf, workingCopy } from '../../../../src/core/draft/working-copy'
import type { Target } from '../../../../src/core/intents/intents'
import { textMember } from '../../../../src/core/model/json'
import { problemsIn } from '../../../../src/core/problems/find'
import type { Problem } from '../../../../src/core/problems/problem'
import type { RuleId } from '../../../../src/core/problems/rules'
import { problemsOf } from '../../../../src/core/problems/written'
import { changeId, problemCounts } from '../../../../src/core/publish/change-id'
import { draftChanges } from '../../../../src/core/publish/changes'
import { arbitraryGestures, perform } from '../../../support/states/edits'
import { radarProject } from '../../../support/states/radar'
import { arbitrarySnapshot } from '../../../support/states/snapshots'
import { arbitrarySpoils, spoil } from '../../../support/states/spoils'

const worlds = fc
  .tuple(arbitrarySnapshot, arbitraryGestures, arbitrarySpoils)
  .map(([snapshot, gestures, spoils]) => ({
    snapshot,
    intents: spoil(snapshot, perform(snapshot, gestures), spoils).intents,
  }))

const about = ({ target }: Problem, other: Target) =>
  target?.kind === other.kind && target.key === other.key

test('what is wrong with a draft the rows count, and the review names and holds back', () => {
  let told = 0
  fc.assert(
    fc.property(worlds, ({ snapshot, intents }) => {
      const copy = workingCopy(snapshot, intents)
      const problems = problemsOf(copy, textMember(snapshot.project, 'home_region'))
      const changes = draftChanges(snapshot, intents)
      const counts = problemCounts(problems)
      for (const { target, status } of entitiesOf(copy)) {
        const own = problems.filter((problem) => about(problem, target))
        const change = changes.find((item) => about({ target } as Problem, item.target))
        told += own.length
        expect(counts.get(changeId(target)) ?? 0).toBe(own.length)
        if (own.length > 0) expect(status).not.toBe('unchanged')
        expect(change?.problems ?? []).toEqual(own)
        if (own.some(({ severity }) => severity === 'error')) {
          expect(change?.heldBack).toBeDefined()
        }
      }
      expect(changes.flatMap((change) => change.problems)).toHaveLength(problems.length)
    }),
    { numRuns: 300 },
  )
  expect(told).toBeGreaterThan(300)
})

/** Rules that judge what a draft writes as well as what a server has. */
const shared: readonly RuleId[] = ['organization-gone', 'domain-twice', 'cannot-sign-in']

test('what the radar would tell of a draft once it is published its review tells before', () => {
  const seen = new Map<RuleId, number>()
  const place = ({ rule, target, field }: Problem) =>
    `${rule} ${target?.kind}:${target?.key} ${field}`
  fc.assert(
    fc.property(worlds, ({ snapshot, intents }) => {
      const copy = workingCopy(snapshot, intents)
      const written = new Set(problemsOf(copy).map(place))
      const found = problemsIn([radarProject({}, { setUp: setUpOf(snapshot, intents) })])
      const judged = new Map(entitiesOf(copy).map((entity) => [entity.target.key, entity]))
      for (const problem of found.filter(({ rule }) => shared.includes(rule))) {
        const entity = judged.get(problem.target?.key ?? '')
        if (!entity) throw new Error('It is in the copy')
        // What the server has and the draft leaves alone, it has accepted.
        const isWritten =
          problem.rule === 'domain-twice'
            ? entity.status !== 'unchanged'
            : entity.status === 'new' || entity.edited.includes(problem.field ?? '')
        if (!isWritten) continue
        seen.set(problem.rule, (seen.get(problem.rule) ?? 0) + 1)
        expect([...written]).toContain(place(problem))
      }
      // And the other way round, where nothing else decides: one that is withheld is offered to nobody.
      const after = new Set(found.map(place))
      for (const problem of problemsOf(copy)) {
        if (problem.rule === 'cannot-sign-in' || !shared.includes(problem.rule)) continue
        expect([...after]).toContain(place(problem))
      }
    }),
    { numRuns: 300 },
  )
  for (const rule of shared) expect([rule, (seen.get(rule) ?? 0) > 20]).toEqual([rule, true])
})
