import { everyProblem } from '../../../src/core/problems/problem-filter'
import { everyRow } from '../../../src/core/search/table-question'
import type { ProjectId } from '../../../src/core/model/project-id'
import { randomUUID } from 'node:crypto'
import type { Draft } from '../../../src/core/draft/draft'
import type { MapperCase } from '../../../src/core/mapper/cases/case'
import type { RequestInput, RequestName } from '../../../src/core/ipc/contract'

/** An input for every request of the contract; a new request without one does not compile. */
export type EveryRequest = { readonly [Name in RequestName]: RequestInput<Name> }

/** What the inputs are about: all of it there, so that each request does what it can. */
export interface RequestPlace {
  readonly workspaceId: string
  readonly apiAddress: string
  readonly apiKey: string
  readonly projectId: ProjectId
  readonly slug: string
  readonly organizationId: string
  readonly connectionKey: string
  readonly mapperUrl: string
  readonly domain: string
  readonly linkId: string
  /** ISO 8601, in the future. */
  readonly expiresAt: string
  readonly publishId: string
  /** The draft on disk, the number of its last entry, and what publishing it would send. */
  readonly draft: Draft
  readonly sequence: number
  readonly shown: string
}

/**
 * Everything a page may ask for about one project, as earnestly as it can: with the right slug, ids and
 * plan. In an order in which each request still finds what it needs: what takes something away comes last.
 */
export function everyRequest(place: RequestPlace): EveryRequest {
  const { workspaceId, apiAddress, apiKey, projectId, slug, organizationId, connectionKey } = place
  const { mapperUrl, domain, linkId, expiresAt, publishId, draft, sequence, shown } = place
  const organization = { projectId, organizationId }
  const flags = { enableSso: true, enableScim: true, expiresAt }
  const confirmed = { confirmedSlug: slug }
  const agreed = { confirmed: { harmed: [domain], typed: domain } }
  const publish = { projectId, id: publishId }
  const why = { summary: 'A test', ticket: 'CHG-4711' }
  const text = "{ identity: { traits: { email: std.extVar('claims').email } } }"
  const inMapper = { projectId, connectionKey, text }
  const mapperCase: MapperCase = {
    name: 'One',
    mapper: { sha512: '0'.repeat(128) },
    mode: 'exact',
    claims: { email: 'a@b.example' },
    expect: { error: 'none' },
  }
  const claims = { mode: 'exact', json: '{"email":"a@b.example"}' } as const
  const setUp = { projectId, form: 'set-up', withDraft: true } as const
  const reference = randomUUID()
  const places = { screen: 'main', organizationsFilter: '', connectionsFilter: '' }
  const side = { kind: 'project', projectId, state: 'server' } as const
  const sides = { left: side, right: { ...side, state: 'draft' } } as const
  const comparedId = JSON.stringify(['connection', connectionKey, connectionKey])
  const teamItem = { kind: 'project', name: slug } as const
  const finding = `${projectId} no-such-finding`
  return {
    'draft.publish': { projectId, excluded: [], shown, ...agreed, why },
    'drafts.publish': {
      projects: [{ projectId, shown, ...agreed, why }],
      onFailure: 'go-on',
    },
    'portal-link.create': { ...organization, ...confirmed, link: { ...flags, mapperUrls: {} } },
    'portal-link.update': { ...organization, linkId, ...flags, ...confirmed },
    'portal-link.copy': { ...organization, linkId },
    'portal-link.list': organization,
    'portal-link.delete': { ...organization, linkId, ...confirmed },

    'answer.rest': { callId: 'none such', part: 0 },
    'app.read': {},
    'app.report': { text: 'A report of a test' },
    'diagnostics.read': { withMessages: true },
    'project.open': { projectId },
    'project.read': { projectId },
    'project.note-whole-writes': { projectId },
    'mapper.read': { projectId, mapperUrl },
    'mapper.run': { text, claims },
    'mapper.format': { text },
    'mapper.inspect': { text, situation: {} },
    'mapper.find-sources': { text, claims },
    'mapper.own-keep': { projectId, given: 'scim', text },
    'mapper.own-read': { projectId, given: 'scim' },
    'identity-schema.list': { projectId },
    'identity-schema.read': { projectId, id: 'default' },
    'case.list': inMapper,
    'case.save': { ...inMapper, case: mapperCase },
    'case.run': inMapper,
    'case.cover': inMapper,
    'case.export': inMapper,
    'case.import': inMapper,
    'case.check-draft': { projectId },
    'case.delete': { ...inMapper, id: 'one.case.json' },
    'metadata.read': { projectId, connectionKey },
    'metadata.issuers': { projectId },
    'organization.find': { projectId, domain },
    'organization.created': organization,
    'connection.elsewhere': { projectId, connectionKey },
    'connection.check': { projectId, connectionKey },
    'connection.check-all': { projectId },
    'connection.checks': { projectId },
    'domain.look-up-txt': { name: `_ory-domain-verification.${domain}` },
    'connection.try': { projectId, connectionKey, where: 'window', ...confirmed },
    'connection.try-in-browser': { projectId, what: 'sign-in' },
    'people.known': { projectId },
    'people.known-all': {},
    'people.read': { projectId, by: 'made-key', ...confirmed },
    'people.stop': { projectId },
    'people.change-key': { projectId, apiKey: 'ory_apikey_of_a_test' },
    'people.show': { projectId, by: 'made-key', ...confirmed, group: { kind: 'outside', domain } },
    'people.export': { projectId, by: 'kept-key', group: { kind: 'outside', domain } },
    'search.find': { typed: 'north', projectId },
    'all-organizations.list': { filter: everyRow, offset: 0, limit: 10 },
    'all-organizations.addresses': { texts: [`anna@${domain}`], offset: 0, limit: 10 },
    'all-organizations.copy': { kind: 'rows', filter: everyRow, columns: ['project'] },
    'all-mappers.look': {},
    'all-mappers.list': { words: '', part: 'all', offset: 0, limit: 10 },
    'all-mappers.read': { id: mapperUrl },
    'all-mappers.uses': { id: mapperUrl, offset: 0, limit: 10 },
    'all-mappers.note': { hash: '0'.repeat(128), name: 'One', notes: '' },
    'all-mappers.fetch': { which: 'all' },
    'all-mappers.inspect': { id: mapperUrl, text },
    'all-mappers.try': { id: mapperUrl, text },
    'all-mappers.used': { projectId, connectionKey },
    'all-mappers.edit': {
      id: mapperUrl,
      change: { kind: 'text', text },
      uses: [{ projectId, connectionKey, overwrite: true }],
    },
    'attention.look': { projectId },
    'radar.look': {},
    'radar.list': {
      filter: { ...everyProblem, severities: [], rules: [], projectIds: [], customers: [] },
      groupBy: 'severity',
      offset: 0,
      limit: 10,
    },
    'radar.silence': { id: finding, reason: 'Known', until: expiresAt.slice(0, 10) },
    'radar.unsilence': { id: finding },
    'radar.save-calendar': { projectId },
    'secret-end.list': { projectId },
    'secret-end.note': { projectId, key: connectionKey, day: '2030-01-01' },
    'radar.seen': { projectId },
    'projects.read': { which: 'unasked' },
    'bulk.prepare': {
      chosen: [{ projectId, keys: [connectionKey] }],
      operation: { kind: 'list', field: 'scope', how: 'add', items: ['profile'] },
    },
    'bulk.rows': { planId: 1, show: 'all', offset: 0, limit: 10 },
    'bulk.apply': { planId: 1, takenOut: [] },
    'bulk.copy-ids': { chosen: [{ projectId, keys: [connectionKey] }] },
    'drafts.plan': { projectId },
    'set-up.preview': setUp,
    'set-up.export': setUp,
    'file.choose': { kind: 'table' },
    'set-up.read': { text: '{}' },
    'set-up.opened': {},
    'team.folders': {},
    'team.published': { projectId },
    'team.read': { workspaceId },
    'team.choose': { workspaceId, folder: 'ask' },
    'team.differences': { readingId: reference, item: teamItem },
    'team.write': { readingId: reference, items: [teamItem], replace: true },
    'team.keep-both': { readingId: reference, item: teamItem },
    'team.load': { readingId: reference, items: [teamItem] },
    'team.take': { readingId: reference, items: [teamItem], how: 'both' },
    'compare.choose-file': {},
    'compare.list': { ...sides, words: '', states: ['same'], offset: 0, limit: 10, fresh: true },
    'compare.read': { ...sides, id: comparedId },
    'compare.impact': { ...sides, offset: 0, limit: 10 },
    'compare.texts': { ...sides, id: comparedId, field: 'mapper_url' },
    'compare.note': {
      ...sides,
      difference: { kind: 'connection', field: 'pkce' },
      expected: true,
    },
    'promote.rules': sides,
    'values.list': {},
    'values.save': { before: [], values: [] },
    'promote.preview': { ...sides, chosen: [] },
    'promote.make': { ...sides, chosen: [{ kind: 'connection', key: connectionKey }] },
    'interrupted-publish.read': { projectId },
    'interrupted-publish.settle': { projectId },
    'interrupted-publish.leave': { projectId },
    'publish-history.list': { projectId },
    'publish-history.read': publish,
    'publish-history.texts': { ...publish, key: connectionKey, field: 'mapper_url' },
    'publish-history.export': publish,
    'secret.check': { projectId, references: [reference] },
    'secret.put': { projectId, reference, value: 'a-typed-secret' },
    'secret.drop': { projectId, references: [reference] },
    'settings.save': { settings: { theme: 'system' } },
    'link.open': { link: 'docs.mappers' },
    'clipboard.write': { text: 'copied' },
    'file.save-text': { suggestedName: 'sheet.md', text: 'A sheet' },
    'page.print': {},
    'update.read': {},
    'update.run': { step: 'check' },
    'window.begin': {},
    'window.drawn': {},
    'window.keep': { state: { tabs: [{ projectId, place: places }], shown: projectId } },
    'window.settled': { saved: true },
    'window.zoom': { to: 'reset' },
    'workspace.accept-old-electron': { workspaceId },
    'workspace.refresh': { workspaceId },
    'workspace.replace-key': { workspaceId, apiKey, apiAddress },
    'workspace.connect': { apiKey, apiAddress },
    'workspace.change': { workspaceId, name: 'Ours', colour: 'teal' },
    'guard.change': { kind: 'unlock', projectId },
    'publish-history.revert': publish,
    'draft.read': { projectId },
    'draft.append': { projectId, after: sequence, entries: [{ kind: 'undo' }] },
    'draft.save': { draft, after: sequence },
    'draft.discard': { projectId },
    'window.open': { place: { projectId } },
    'trash.list': {},
    'trash.restore': { id: randomUUID(), replace: true },
    'trash.delete': { id: randomUUID() },
    'workspace.disconnect': { workspaceId },
  }
}
