import { emptyDraft, type Draft } from '../../../src/core/draft/draft'
import { planPublish, planText } from '../../../src/core/publish/publish-plan'
import { rebase } from '../../../src/core/draft/rebase'
import { sameJson, type JsonValue } from '../../../src/core/model/json'
import type { Snapshot } from '../../../src/core/model/snapshot'
import type { FaultKind } from '../../emulator'
import { draftOf, withBench, value, type Bench } from '../../support/services/main-services'
import { filesHolding } from '../../support/texts/files'
import { canary, projectId, type Scenario } from './scenarios'
import { agreeingTo, type Agreed } from '../../support/publishing/agreeing'

/** All that the server holds, without what moves by itself; an id made under a fault by its label. */
function stateOf(bench: Bench, before?: ReadonlySet<string>): JsonValue {
  const state = bench.emulator.state()
  const project = state.projects.find(({ id }) => id === projectId)
  const made = (project?.organizations ?? []).filter(({ id }) => !before?.has(String(id)))
  let text = JSON.stringify(state, (name, item: unknown) =>
    ['revision_id', 'created_at', 'updated_at', 'content'].includes(name) ? undefined : item,
  )
  if (before) {
    for (const { id, label } of made) text = text.replaceAll(String(id), `<id of ${String(label)}>`)
  }
  return JSON.parse(text) as JsonValue
}

const organizationIds = (bench: Bench) =>
  new Set(
    (bench.emulator.state().projects.find(({ id }) => id === projectId)?.organizations ?? []).map(
      ({ id }) => String(id),
    ),
  )

/** What a person sees on coming back: the newest state, and the draft moved onto it. */
async function seen(
  bench: Bench,
): Promise<{ snapshot: Snapshot; draft: Draft; shown: string } & Agreed> {
  const stored = value(await bench.files.snapshots.read(projectId))
  const snapshot = value(await bench.projects.read(projectId, {}))
  const kept = value(await bench.files.drafts.read(projectId))
  const draft = kept
    ? rebase(kept, stored ?? snapshot, snapshot, '2026-11-25T12:00:00Z')
    : emptyDraft(projectId, snapshot.revisionId)
  if (kept) value(await bench.saveDraft(draft))
  return {
    snapshot,
    draft,
    shown: planText(planPublish(snapshot, draft.intents)),
    ...agreeingTo(snapshot, draft),
  }
}

const stepsLeft = ({ snapshot, draft }: { snapshot: Snapshot; draft: Draft }) =>
  planPublish(snapshot, draft.intents).steps.length

async function publishUntilDone(bench: Bench): Promise<number> {
  for (let round = 1; round <= 4; round += 1) {
    const now = await seen(bench)
    if (stepsLeft(now) === 0) return round
    await bench.publishing.publish({
      projectId,
      excluded: [],
      shown: now.shown,
      confirmed: now.confirmed,
    })
  }
  throw new Error('It was not published in four rounds')
}

/** The server's state when nothing goes wrong. */
export const undisturbed = (scenario: Scenario): Promise<JsonValue> =>
  withBench(scenario.options, {}, async (bench) => {
    const before = organizationIds(bench)
    await draftOf(bench, projectId, await scenario.edits(bench))
    await publishUntilDone(bench)
    return stateOf(bench, before)
  })

/**
 * One cell of the matrix: publishes under a fault, then looks at both sides.
 *
 * @throws what is wrong, in words.
 */
export async function runCell(
  scenario: Scenario,
  fault: FaultKind,
  expected: JsonValue,
  bench: Bench,
): Promise<void> {
  const ids = organizationIds(bench)
  const before = stateOf(bench, ids)
  const { draft } = await draftOf(bench, projectId, await scenario.edits(bench))
  const first = await seen(bench)
  const whole = stepsLeft(first)
  const hit = bench.emulator.fault({ ...fault.rule, operation: scenario.operation })
  const outcome = await bench.publishing.publish({
    projectId,
    excluded: [],
    shown: first.shown,
    confirmed: first.confirmed,
  })
  if (hit.hits() === 0)
    throw new Error(`The fault hit nothing: ${JSON.stringify(outcome).slice(0, 200)}`)
  bench.emulator.clearFaults()

  const server = stateOf(bench, ids)
  const isDone = sameJson(server, expected)
  const isUntouched = sameJson(server, before)
  // A plan of more than one step may have done those before the one that was hit.
  if (!isDone && !isUntouched && whole === 1) {
    throw new Error('The server holds neither all of the step nor nothing of it')
  }
  const now = await seen(bench)
  if (isDone && stepsLeft(now) > 0 && !scenario.invisible) {
    throw new Error('It is all on the server, and the draft still holds some of it')
  }
  if (isUntouched && !sameJson(now.draft.intents as never, draft.intents as never)) {
    const attempted = JSON.stringify(now.draft.intents, (name, item: unknown) =>
      name === 'attemptedAt' ? undefined : item,
    )
    if (attempted !== JSON.stringify(draft.intents)) {
      throw new Error('Nothing is on the server, and the draft lost some of it')
    }
  }
  await publishUntilDone(bench)
  if (!sameJson(stateOf(bench, ids), expected)) {
    throw new Error(
      `In the end the server holds something else: ${difference(stateOf(bench, ids), expected)}`,
    )
  }
  await bench.files.flush()
  const leaked = filesHolding(bench.folder, canary)
  if (leaked.length > 0) throw new Error(`A secret is on the disk: ${leaked.join(', ')}`)
  if (JSON.stringify([outcome, now]).includes(canary)) throw new Error('A secret was answered')
}

/** Where two states differ first, for the message. */
function difference(left: JsonValue, right: JsonValue, path = ''): string {
  if (typeof left !== 'object' || typeof right !== 'object' || !left || !right) {
    return sameJson(left, right)
      ? ''
      : `${path}: ${JSON.stringify(left)} / ${JSON.stringify(right)}`
  }
  const names = new Set([...Object.keys(left), ...Object.keys(right)])
  for (const name of names) {
    const [a, b] = [(left as any)[name] ?? null, (right as any)[name] ?? null]
    if (!sameJson(a, b)) return difference(a, b, `${path}/${name}`)
  }
  return ''
}
