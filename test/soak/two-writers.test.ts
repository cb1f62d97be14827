import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { findConflicts, resolveConflict, type NamedChoice } from '../../src/core/draft/conflicts'
import { emptyDraft, hasChanges, record, type Draft } from '../../src/core/draft/draft'
import { intentChangesOf, type Edit } from '../../src/core/draft/edits'
import { rebase } from '../../src/core/draft/rebase'
import type { JsonObject, JsonValue } from '../../src/core/model/json'
import type { Snapshot } from '../../src/core/model/snapshot'
import { demoIds, oidcProviders, type EmulatorState } from '../emulator'
import type { ApiClient } from '../../src/main/api/client'
import { draftAccount } from '../../src/main/secrets/secret-store'
import { shownOf, startBench, value, type Bench } from '../support/services/main-services'
import { createRandom, seed, size, type Random } from './size'
import {
  comparable,
  createModel,
  type Fields,
  type Held,
  type Kind,
  type Model,
} from './two-writers-model'
import { agreeingTo } from '../support/publishing/agreeing'

const projectId = demoIds.northwindStaging
const rounds = size(25, 1000)
const at = '2026-11-25T12:00:00Z'

const projectOf = (state: EmulatorState) => state.projects.find(({ id }) => id === projectId)!

/** Everything that both writers touch, without the times that the server sets. */
function held(state: EmulatorState): Held {
  const project = projectOf(state)
  const things: Held['things'] = {}
  function add(kind: Kind, key: string, fields: JsonObject) {
    if (things[key]) throw new Error(`${key} is there twice`)
    things[key] = { key, kind, fields }
  }
  for (const { created_at: _created, updated_at: _updated, ...fields } of project.organizations) {
    add('organization', String(fields['id']), fields)
  }
  for (const entry of oidcProviders(project))
    add('connection', `oidc:${String(entry['id'])}`, entry)
  return {
    things,
    find(kind, wanted) {
      const name = kind === 'organization' ? 'label' : 'id'
      const found = Object.values(things).filter(
        (item) => item.kind === kind && item.fields[name] === wanted[name],
      )
      if (found.length > 1) throw new Error(`${String(wanted[name])} was made twice`)
      return found[0]
    },
  }
}

const texts = (list: JsonValue | undefined) => (Array.isArray(list) ? list.map(String) : [])

/** The other writer: one change of the emulator's project, told to the model. */
function otherWrites(bench: Bench, model: Model, random: Random, number: number): void {
  model.absorb(held(bench.emulator.state()), false)
  const keys = Object.keys(model.server)
  const wanted = Object.keys(model.wishes).filter((key) => keys.includes(key))
  // Half of the time it meets what I am about to change.
  const key = random.chance(50) && wanted.length > 0 ? random.pick(wanted)! : random.pick(keys)!
  // What both made alike is left alone until I look: whether the app saw it in between is its affair.
  if (model.alike.has(key)) return
  const { kind } = model.server[key]!
  bench.emulator.edit((state) => {
    const project = projectOf(state)
    const list = kind === 'organization' ? project.organizations : oidcProviders(project)
    const index = list.findIndex(
      ({ id }) => (kind === 'organization' ? id : `oidc:${String(id)}`) === key,
    )
    const thing = list[index]!
    const both = (change: (fields: Fields) => void) => {
      change(thing)
      model.other(key, change)
    }
    const set = kind === 'organization' ? 'domains' : 'scope'
    const mine = model.wishes[key]?.fields['label']?.to
    const what = random.below(100)
    if (what < 35) {
      both((fields) => (fields['label'] = `theirs ${number}`))
    } else if (what < 45) {
      both((fields) => (fields['label'] = mine ?? `theirs ${number}`))
      if (mine !== undefined) model.alike.add(key)
    } else if (what < 65) {
      const [first] = texts(thing[set])
      both((fields) => {
        const rest = texts(fields[set]).filter((item) => item !== first || number % 2 === 0)
        fields[set] = [...rest, `theirs-${number}.example`]
      })
    } else if (what < 75 && kind === 'connection' && oidcProviders(project).length > 3) {
      list.splice(index, 1)
      model.otherRemoves(key)
    } else if (what < 90) {
      const fields = {
        id: `theirs-${number}`,
        label: `theirs ${number}`,
        provider: 'generic',
        client_id: 'theirs',
        client_secret: `secret-${number}`,
        issuer_url: 'https://theirs.example',
        mapper_url: String(oidcProviders(project)[0]?.['mapper_url']),
        scope: ['openid'],
      }
      oidcProviders(project).unshift(structuredClone(fields))
      model.otherCreates(`oidc:theirs-${number}`, 'connection', fields)
    } else if (kind === 'connection') {
      both((fields) => (fields['client_id'] = `theirs-${number}`))
      // The order of the array means nothing, and moves every position.
      list.reverse()
    }
  })
}

/** One of my edits, told to the model; nothing where it finds nothing to do. */
function myEdit(
  snapshot: Snapshot,
  model: Model,
  random: Random,
  number: number,
): Edit | undefined {
  const keys = Object.keys(model.server).filter((key) => !model.wishes[key]?.delete)
  const key = random.pick(keys)!
  const { kind, fields } = model.server[key]!
  const target = { kind, key }
  const what = random.below(100)
  if (what < 40) {
    model.set(key, kind, 'label', `mine ${number}`)
    return { kind: 'set-field', target, field: 'label', value: `mine ${number}` }
  }
  if (what < 65) {
    const set = kind === 'organization' ? 'domains' : 'scope'
    const removed = random.chance(50) ? texts(fields[set])[0] : undefined
    const to = model.changeSet(key, kind, `mine-${number}.example`, removed)
    return { kind: 'set-field', target, field: set, value: to }
  }
  if (what < 75 && kind === 'connection' && keys.length > 6) {
    model.remove(key, kind)
    return { kind: 'delete-connection', key }
  }
  const own = `new:${randomUUID()}`
  if (what < 80 && snapshot.organizations.length < 12) {
    const made = { label: `mine ${number}`, domains: [`made-${number}.example`] }
    model.create(own, 'organization', { ...made })
    return { kind: 'create-organization', key: own, fields: made }
  }
  if (what < 92) {
    const made = {
      id: `mine-${number}`,
      label: `mine ${number}`,
      provider: 'generic',
      client_id: 'mine',
      issuer_url: 'https://mine.example',
      scope: ['openid'],
    }
    model.create(own, 'connection', { ...made })
    const unseen = { mapper_url: 'base64://e30=', client_secret: { $secret: randomUUID() } }
    return {
      kind: 'create-connection',
      key: own,
      protocol: 'oidc',
      fields: { ...made, ...unseen },
    }
  }
  if (kind !== 'connection') return undefined
  model.set(key, kind, 'client_id', `client-${number}`)
  return { kind: 'set-field', target, field: 'client_id', value: `client-${number}` }
}

async function keepSecret(bench: Bench, fields: JsonObject): Promise<void> {
  const { $secret } = fields['client_secret'] as { $secret: string }
  value(await bench.store.set(draftAccount(bench.id(projectId), $secret), 'a-secret-of-tests'))
}

/** Decides what only a person can decide; the model says which decisions there have to be. */
function decide(model: Model, random: Random, snapshot: Snapshot, start: Draft): Draft {
  let draft = start
  model.alike.clear()
  const found = findConflicts(snapshot, draft.intents)
  expect(found.map(({ id }) => id).toSorted()).toEqual(model.conflicts().toSorted())
  for (const conflict of found) {
    const mine: NamedChoice = conflict.kind === 'vanished' ? 'drop' : 'mine'
    const choice: NamedChoice = conflict.kind === 'vanished' || random.chance(50) ? mine : 'theirs'
    model.choose(conflict, choice)
    const changes = [resolveConflict(draft.intents, conflict, choice)]
    draft = record(draft, { label: 'decision', at, changes })
  }
  return draft
}

/** Reads again and moves the draft over, as the window does. */
async function look(bench: Bench): Promise<{ snapshot: Snapshot; draft: Draft }> {
  const before = value(await bench.files.snapshots.read(projectId))
  const snapshot = value(await bench.projects.read(projectId, {}))
  const kept = value(await bench.files.drafts.read(projectId))
  const draft = kept
    ? rebase(kept, before ?? snapshot, snapshot, at)
    : emptyDraft(projectId, snapshot.revisionId)
  return { snapshot, draft }
}

function expectSame(bench: Bench, model: Model): void {
  const { things } = held(bench.emulator.state())
  expect(Object.keys(things).toSorted()).toEqual(Object.keys(model.server).toSorted())
  for (const [key, { fields }] of Object.entries(model.server)) {
    expect(`${key} ${comparable(things[key]!.fields)}`).toBe(`${key} ${comparable(fields)}`)
  }
}

test(`${rounds} rounds with a random other writer`, { timeout: 3_600_000 }, async () => {
  console.log(`two writers: seed ${seed}`)
  const random = createRandom(seed)
  let number = 0
  let meddle: (() => void) | undefined
  let inTheMiddle = 0
  // A write between our looking and our writing: whatever is not guarded by a revision, the app reads
  // right before it writes.
  const client = (own: ApiClient): ApiClient => ({
    send(call) {
      const isGuarded = call.method === 'GET' || call.method === 'PATCH'
      if (isGuarded && meddle && random.chance(25)) {
        meddle()
        inTheMiddle += 1
      }
      return own.send(call)
    },
  })
  const bench = await startBench({}, { client })
  const start = held(bench.emulator.state()).things
  const model = createModel(
    Object.fromEntries(
      Object.entries(start).map(([key, { kind, fields }]) => [key, { kind, fields }]),
    ),
  )
  const outcomes: Record<string, number> = {}
  for (let round = 0; round < rounds; round += 1) {
    let { snapshot, draft } = await look(bench)
    expect(hasChanges(draft)).toBe(false)
    for (let left = 1 + random.below(4); left > 0; left -= 1) {
      number += 1
      const edit = myEdit(snapshot, model, random, number)
      if (!edit) continue
      if (edit.kind === 'create-connection') await keepSecret(bench, edit.fields)
      draft = record(draft, {
        label: edit.kind,
        at,
        changes: intentChangesOf(snapshot, draft.intents, edit),
      })
    }
    value(await bench.saveDraft(draft))
    let shown = shownOf(snapshot, draft)
    const meet = () => {
      number += 1
      otherWrites(bench, model, random, number)
    }
    for (let left = 1 + random.below(3); left > 0; left -= 1) meet()
    let last = ''
    for (let trial = 0; hasChanges(draft); trial += 1) {
      if (trial > 12) throw new Error(`Round ${round} does not end: ${last}`)
      meddle = trial < 3 ? meet : undefined
      const input = { projectId, excluded: [], shown, ...agreeingTo(snapshot, draft) }
      const outcome = value(await bench.publishing.publish(input))
      meddle = undefined
      last = outcome.kind === 'stopped' ? JSON.stringify(outcome.error) : outcome.kind
      outcomes[outcome.kind] = (outcomes[outcome.kind] ?? 0) + 1
      model.absorb(held(bench.emulator.state()), outcome.kind === 'published')
      ;({ snapshot, draft } = await look(bench))
      draft = decide(model, random, snapshot, draft)
      value(await bench.saveDraft(draft))
      shown = shownOf(snapshot, draft)
    }
    expect(Object.keys(model.wishes)).toEqual([])
    expectSame(bench, model)
  }
  const { mine, others, conflicts, agreed } = model.counts
  console.log(
    `two writers: ${rounds} rounds, ${mine} edits of mine, ${others} of the other writer ` +
      `(${inTheMiddle} in the middle of a publish), ${conflicts} decisions, ${agreed} alike; ` +
      `outcomes ${JSON.stringify(outcomes)}`,
  )
  expect(outcomes['published']).toBeGreaterThan(0)
  expect(conflicts).toBeGreaterThan(0)
})
