import { workingCopy } from '../../../src/core/draft/working-copy'
import { noIntents } from '../../../src/core/intents/intents'
import type { RequestInput, RequestName, RequestOutput } from '../../../src/core/ipc/contract'
import { textMember } from '../../../src/core/model/json'
import { planPublish, planText } from '../../../src/core/publish/publish-plan'
import type { RunningApp } from './app'
import { draftWith } from '../states/draft-with'
import { everyRequest, type RequestPlace } from '../texts/every-request'
import { demo, type Workbench } from './workbench'

const { slug } = demo.production

/** A page that sends what it wants, as one would that runs foreign code. */
export function hostile({ page }: RunningApp) {
  async function send(name: RequestName, input: object): Promise<any> {
    return page.evaluate(
      ([what, given]) => (window as any).bridge.request(what, given, crypto.randomUUID()),
      [name, input] as const,
    )
  }
  async function ask<Name extends RequestName>(
    name: Name,
    input: RequestInput<Name>,
  ): Promise<RequestOutput<Name>> {
    const answer = await send(name, input)
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${answer.error.message}`)
    return answer.value
  }
  return { send, ask }
}

/** Everything there to write: a draft with an organization and a connection, a link, a publish before. */
export async function prepareEveryRequest(
  running: RunningApp,
  { emulator, northwindKey, id }: Workbench,
  label: string,
) {
  const { ask } = hostile(running)
  const projectId = id(demo.production.id)
  await ask('workspace.connect', { apiKey: northwindKey, apiAddress: emulator.apiAddress })
  const snapshot = await ask('project.read', { projectId })
  const copy = workingCopy(snapshot, noIntents)
  const organizationId = textMember(snapshot.organizations[0] ?? {}, 'id') ?? ''
  const connection = copy.connections[0]
  if (!connection) throw new Error('The project has connections')
  const edit = (kind: 'organization' | 'connection', key: string) =>
    ({ kind: 'set-field', target: { kind, key }, field: 'label', value: label }) as const
  const edits = [edit('organization', organizationId), edit('connection', connection.target.key)]
  const draft = draftWith(snapshot, edits)
  const before = await ask('draft.read', { projectId })
  const after = before.sequence === undefined ? {} : { after: before.sequence }
  const { sequence = 0 } = await ask('draft.save', { draft, ...after })
  const shown = planText(planPublish(snapshot, draft.intents))
  const organization = { projectId, organizationId }
  const expiresAt = new Date(Date.now() + 8 * 86_400_000).toISOString()
  const flags = { enableSso: true, enableScim: false, expiresAt }
  const linkOf = async () => (await ask('portal-link.list', organization)).links[0]
  const make = { ...organization, confirmedSlug: slug, link: { ...flags, mapperUrls: {} } }
  const link = (await linkOf()) ?? (await ask('portal-link.create', make)).link
  const [publish] = await ask('publish-history.list', { projectId })
  const place: RequestPlace = {
    workspaceId: demo.northwind,
    apiAddress: emulator.apiAddress,
    apiKey: northwindKey,
    projectId,
    slug,
    organizationId,
    connectionKey: connection.target.key,
    mapperUrl: textMember(connection.fields, 'mapper_url') ?? '',
    domain: 'northwind.example',
    linkId: link.id,
    expiresAt,
    publishId: publish?.id ?? crypto.randomUUID(),
    draft,
    sequence,
    shown,
  }
  return everyRequest(place)
}

/** Keeps what a request would start outside of the app from starting. */
export async function leaveSystemAlone({ app }: RunningApp): Promise<void> {
  await app.evaluate(({ shell, webContents }) => {
    shell.openExternal = () => Promise.resolve()
    for (const contents of webContents.getAllWebContents()) {
      contents.print = (_options, end) => end?.(false, 'cancelled')
    }
  })
}
