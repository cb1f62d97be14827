import type { CheckReport } from '../../../src/core/check/report'
import { setUpOf } from '../../../src/core/draft/set-up-of'
import type { JsonObject } from '../../../src/core/model/json'
import type { SetUp } from '../../../src/core/model/set-up'
import type { ProjectSummary } from '../../../src/core/model/project'
import type { KnownProject } from '../../../src/core/problems/known-project'
import { snapshotOf, type States } from './snapshots'

/** A setup whose connections have these states, by their key. */
export const setUpWithStates = (setUp: SetUp, states: States): SetUp => ({
  ...setUp,
  connections: setUp.connections.map((item) => {
    const state = states[item.key]
    return state === undefined ? item : { ...item, fields: { ...item.fields, state } }
  }),
})

/** A project as the radar looks at it, on 2026-11-27, with what a test says differently. */
export function radarProject(
  parts: Parameters<typeof snapshotOf>[0],
  more: Partial<Omit<KnownProject, 'summary'>> & {
    readonly summary?: Partial<ProjectSummary>
    /** What is known of which connections are enabled. */
    readonly states?: States
  } = {},
): KnownProject {
  const snapshot = snapshotOf(parts)
  const { summary, states, setUp = setUpOf(snapshot), ...rest } = more
  return {
    setUp: states ? setUpWithStates(setUp, states) : setUp,
    now: '2026-11-27T12:00:00.000Z',
    revisionId: snapshot.revisionId,
    readAt: snapshot.readAt,
    certificateEnds: new Map(),
    remarks: new Map(),
    failingCases: new Map(),
    wholeWrites: [],
    ...rest,
    summary: { ...snapshot.summary, ...summary },
  }
}

export const organizationEntry = (id: string, ...domains: string[]): JsonObject => ({
  id,
  label: `Org ${id}`,
  domains,
})

/** An entry of `domain_verifications`. */
export const verification = (
  domain: string,
  status: string,
  more: JsonObject = {},
): JsonObject => ({
  domain,
  txt_record_name: `_ory-domain-verification.${domain}`,
  txt_record_value: `ory-value-of-${domain}`,
  method: 'dns-txt',
  status,
  exempt: false,
  ...more,
})

export const samlEntry = (id: string, more: JsonObject = {}): JsonObject => ({
  id,
  label: `Label of ${id}`,
  mapper_url: 'base64://e30=',
  raw_idp_metadata_xml: 'https://x.example',
  ...more,
})

export const scimEntry = (clientId: string, organizationId: string, more: JsonObject = {}) => ({
  client_id: clientId,
  label: `Label of ${clientId}`,
  organization_id: organizationId,
  mapper_url: 'base64://e30=',
  authorization_header_secret: '',
  state: 'enabled',
  ...more,
})

/** A check that ended a day before the look of `radarProject`. */
export const checkReport = (
  connectionKey: string,
  verdict: CheckReport['verdict'],
): CheckReport => ({
  connectionKey,
  address: 'https://x.example',
  at: '2026-11-26T12:00:00.000Z',
  verdict,
  steps: [
    { id: 'resolve', status: 'passed', text: 'It was found' },
    {
      id: 'issuer',
      status: verdict === 'bad' ? 'failed' : 'warning',
      text: 'It calls itself otherwise',
    },
  ],
})

/** A check that found a certificate which is published and not in the connection. */
export const publishedReport = (
  connectionKey: string,
  notAfter = '2030-03-01T12:00:00.000Z',
): CheckReport => ({
  connectionKey,
  address: '',
  at: '2026-11-26T12:00:00.000Z',
  verdict: 'warnings',
  steps: [
    {
      id: 'published',
      status: 'warning',
      text: 'A certificate is published',
      certificates: [{ base64: 'MIIB', notAfter }],
    },
  ],
})
