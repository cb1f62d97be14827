import { proposedIds } from '../../src/core/intents/organization-ids'
import { expect, test } from '@playwright/test'
import type { Result } from '../../src/core/errors/result'
import { emptyDraft, record, type Draft } from '../../src/core/draft/draft'
import { intentChangesOf, type Edit } from '../../src/core/draft/edits'
import { connectionsOf } from '../../src/core/model/connection'
import { textMember, type JsonObject } from '../../src/core/model/json'
import { toMapperUrl } from '../../src/core/model/mapper-text'
import { projectIdOf } from '../../src/core/model/project-id'
import type { Snapshot } from '../../src/core/model/snapshot'
import { consequencesOf, toldText } from '../../src/core/publish/consequences'
import { patchSteps } from '../../src/core/publish/patch-steps'
import { planPublish, planText } from '../../src/core/publish/publish-plan'
import { largeIds } from '../emulator'
import { agreeingTo } from '../support/publishing/agreeing'
import { newUserData, removeUserData } from '../support/window/app'
import { wireServices } from '../support/services/services'
import { fieldEdit } from '../support/states/field-edit'
import { twinId, wayMs, type Size } from './far-server-facts'
import { startFarServer } from './far-server-process'
import { beside, figure, onClock, report } from './figures'

function value<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

/** The app's services at that server, and bare requests to it. */
async function start(size: Size) {
  const server = await startFarServer(size)
  const { apiAddress, apiKey } = server
  const folder = newUserData()
  /** What the app sends. */
  const sent: (readonly [method: string, body: unknown])[] = []
  const services = wireServices({
    folder,
    now: () => new Date(),
    timeout: 60_000,
    client: (own) => ({
      send(call) {
        sent.push([call.method, call.body])
        return own.send(call)
      },
    }),
  })
  const { files, transport, workspaces, servers } = services
  value(await workspaces.connect({ apiKey, apiAddress }))
  for (const { id } of await workspaces.list()) {
    await servers.learnIds(value(await workspaces.access(id)), 'kept')
  }
  return {
    ...services,
    sent,
    projectId: projectIdOf(apiAddress, largeIds.project),
    /** A request whose answer is read to its end and is used for nothing. @param patch without it, a read */
    async bare(path: string, patch?: string): Promise<ArrayBuffer> {
      const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
      const how = patch === undefined ? { headers } : { headers, method: 'PATCH', body: patch }
      const answer = await fetch(`${apiAddress}${path}`, how)
      const bytes = await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`)
      return bytes
    },
    async close() {
      await files.flush()
      await transport.close()
      await server.close()
      removeUserData(folder)
    },
  }
}

type Bench = Awaited<ReturnType<typeof start>>

/** A new customer with two connections, an edit of another one, and the customer that leaves with theirs. */
function editsOf(snapshot: Snapshot, round: number): readonly Edit[] {
  const key = `new:0b5a8f0e-2f8e-4f0e-9c52-${String(round).padStart(12, '0')}`
  const id = (entry: JsonObject | undefined) => (entry && textMember(entry, 'id')) ?? ''
  const connection = (name: string): Edit => ({
    kind: 'create-connection',
    key: `new:${name}`,
    protocol: 'oidc',
    fields: {
      id: name,
      provider: 'generic',
      label: `Sign-in of customer ${round}`,
      client_id: `client-${round}`,
      client_secret: `a secret of customer ${round}`,
      issuer_url: `https://id-${round}.customer.example`,
      mapper_url: toMapperUrl('local claims = std.extVar("claims"); { identity: { traits: {} } }'),
      scope: ['openid', 'email'],
      organization_id: key,
    },
  })
  const rename = (target: Extract<Edit, { kind: 'set-field' }>['target']): Edit =>
    fieldEdit(target, 'label', `Renamed ${round}`)
  return [
    {
      kind: 'create-organization',
      key,
      fields: { label: `Customer ${round}`, domains: [`customer-${round}.example`] },
    },
    connection(`first-${round}`),
    connection(`second-${round}`),
    rename({ kind: 'organization', key: id(snapshot.organizations[0]) }),
    rename({ kind: 'connection', key: connectionsOf(snapshot)[0]?.key ?? '' }),
    // From the second round on the one before, so that the project keeps its size.
    { kind: 'delete-organization', key: id(snapshot.organizations.at(-1)), connections: 'delete' },
  ]
}

/** Saves the draft of a round, and says what a person agrees to who publishes it, and what is sent. */
async function drafted(bench: Bench, round: number) {
  const { projects, files, saveDraft, projectId } = bench
  const snapshot = value(await projects.read(projectId, {}))
  let draft: Draft = emptyDraft(projectId, snapshot.revisionId)
  for (const edit of editsOf(snapshot, round)) {
    const changes = intentChangesOf(snapshot, draft.intents, edit)
    draft = record(draft, { label: edit.kind, at: snapshot.readAt, changes })
  }
  value(await saveDraft(draft))
  // What is written behind is no part of what comes next.
  await files.flush()
  const plan = planPublish(snapshot, draft.intents)
  const told = toldText(consequencesOf(snapshot, plan.intents, snapshot.readAt))
  const asked = { projectId, excluded: [], shown: planText(plan), told }
  const [step, ...more] = patchSteps(snapshot, plan.intents, proposedIds(plan.intents))
  if (!step || more.length > 0) throw new Error('It is not one patch')
  return { input: { ...asked, ...agreeingTo(snapshot, draft) }, operations: step.operations }
}

const sizes = [
  { name: '', size: { organizations: 100, connections: 100 }, rounds: 15 },
  { name: '-large', size: { organizations: 10_000, connections: 5000 }, rounds: 13 },
] as const

for (const { name, size, rounds } of sizes) {
  const project = `a project of ${size.organizations} organizations and ${size.connections} connections`

  test(`reading and publishing ${project}, beside bare requests`, async () => {
    test.setTimeout(300_000)
    const bench = await start(size)
    const { projects, publishing, projectId, bare, sent } = bench
    const get = () => bare(`/projects/${twinId}`)
    try {
      const reading = await beside(rounds, {
        floor: () => Promise.all([get(), bare(`/normalized/projects/${twinId}`)]),
        async subject() {
          sent.length = 0
          value(await projects.read(projectId, {}))
        },
      })
      expect(sent).toHaveLength(2)
      report({
        name: `read${name}`,
        subject: figure(`reading ${project}`, reading.subjects),
        floor: figure(
          `its two requests alone, side by side, to a server ${wayMs} ms away`,
          reading.floors,
        ),
        budget: { times: 1.3, why: 'a read waits for the network and for little else' },
      })

      let round = 0
      let draft: Awaited<ReturnType<typeof drafted>> | undefined
      let revision = ''
      const patches: number[] = []
      const patch = () =>
        bare(`/projects/${twinId}/revision/${revision}`, JSON.stringify(draft?.operations))
      const { floors, subjects } = await beside(rounds, {
        async prepare() {
          round += 1
          draft = await drafted(bench, round)
          revision = JSON.parse(Buffer.from(await get()).toString()).revision_id
        },
        async floor() {
          await get()
          patches.push(await onClock(patch))
          sent.length = 0
        },
        async subject() {
          const outcome = value(await publishing.publish(draft!.input))
          if (outcome.kind !== 'published') throw new Error(`It ended as ${outcome.kind}`)
        },
      })
      expect(sent).toEqual([
        ['GET', undefined],
        ['PATCH', draft?.operations],
      ])
      report({
        name: `publish${name}`,
        subject: figure(
          `publishing a new, an edited and a deleted customer of ${project}`,
          subjects,
        ),
        floor: figure('its two requests alone, the project read anew and the patch', floors),
        budget: { times: 1.3, why: 'a publish waits for the network and for little else' },
        also: { patchAlone: figure('the patch alone', patches.slice(1)).ms },
      })
    } finally {
      await bench.close()
    }
  })
}
