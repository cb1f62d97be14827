import { setUpOf } from '../../../src/core/draft/set-up-of'
import { defaultMapper } from '../../../src/core/mapper/template/default-mapper'
import { presetSchemas } from '../../../src/core/mapper/kratos/preset-schemas'
import { scimTemplate } from '../../../src/core/mapper/template/scim-template'
import { toMapperUrl } from '../../../src/core/model/mapper-text'
import type { JsonObject } from '../../../src/core/model/json'
import type { OrganizationCount, PeopleCounts } from '../../../src/core/people/counts'
import type { RuleId } from '../../../src/core/problems/rules'
import type { KnownProject } from '../../../src/core/problems/known-project'
import {
  checkReport,
  organizationEntry as organization,
  publishedReport,
  radarProject,
  samlEntry,
  scimEntry,
  verification,
} from './radar'
import { connection, snapshotOf } from './snapshots'

/** Counts of people, as of a day before the look. */
const counted = (more: Partial<PeopleCounts>, isWhole = true): { people: PeopleCounts } => ({
  people: {
    readAt: '2026-11-26T12:00:00.000Z',
    isWhole,
    people: 300,
    organizations: {},
    connections: {},
    domains: {},
    ...more,
  },
})
const used = (recent: number, earlier: number, lastSignIn: string | null) => ({
  people: 40,
  recent,
  earlier,
  lastSignIn,
})
const inOrganization = (more: Partial<OrganizationCount> = {}): OrganizationCount => ({
  people: 40,
  recent: 9,
  lastSignIn: '2026-11-26T10:00:00.000Z',
  outsideDomains: 0,
  emergency: 1,
  ...more,
})
const steps = { signIn: undefined, registration: undefined }
const recently = '2026-11-26T10:00:00.000Z'

const own = (id: string, organizationId: string, more: JsonObject = {}) =>
  connection(id, { organization_id: organizationId, ...more })

/** A planted case and a near miss of each rule over one project. */
export const planted: readonly {
  readonly rule: RuleId
  readonly found: KnownProject
  readonly expected: readonly unknown[]
  readonly miss: KnownProject
}[] = [
  {
    rule: 'lock-out',
    found: radarProject({ organizations: [organization('a', 'a.example', 'b.example')] }),
    expected: [['a', 'People of a.example, b.example cannot sign in: it has no connection']],
    // Without a domain nobody is sent to it.
    miss: radarProject({ organizations: [organization('a')] }),
  },
  {
    rule: 'lock-out',
    found: radarProject({
      organizations: [organization('a', 'a.example')],
      oidc: [own('c', 'a', { issuer_url: '' })],
    }),
    expected: [
      ['a', 'People of a.example cannot sign in: “Label of c” cannot work: It has no Issuer URL'],
    ],
    miss: radarProject({
      organizations: [organization('a', 'a.example')],
      oidc: [own('c', 'a', { issuer_url: '' }), own('d', 'a')],
    }),
  },
  {
    rule: 'lock-out',
    found: radarProject(
      {
        organizations: [organization('a', 'a.example'), organization('b', 'b.example')],
        oidc: [own('c', 'a'), own('d', 'b', { issuer_url: '' }), own('e', 'b'), own('f', 'b')],
      },
      { states: { 'oidc:c': 'disabled', 'oidc:e': 'disabled', 'oidc:f': 'disabled' } },
    ),
    expected: [
      ['a', 'People of a.example cannot sign in: “Label of c” is not offered: it is disabled'],
      [
        'b',
        'People of b.example cannot sign in: “Label of d” cannot work: It has no Issuer URL; ' +
          '“Label of e” is not offered: it is disabled (and 1 more)',
      ],
    ],
    // One of two is disabled; of one alone it is not known.
    miss: radarProject(
      {
        organizations: [organization('a', 'a.example'), organization('b', 'b.example')],
        oidc: [own('c', 'a'), own('d', 'a'), own('e', 'b')],
      },
      { states: { 'oidc:c': 'disabled', 'oidc:d': 'enabled' } },
    ),
  },
  {
    rule: 'domain-unverified',
    found: radarProject({
      organizations: [
        {
          ...organization('a'),
          domain_verifications: [
            verification('one.example', 'pending'),
            verification('two.example', 'failed'),
            verification('three.example', ''),
            verification('four.example', 'verified'),
            'malformed',
          ],
        },
      ],
    }),
    expected: [
      [
        'a',
        'Not verified: one.example (Pending), two.example (Failed), three.example (Not started)',
      ],
    ],
    // Nothing is known of a newer status, and an exempt domain still works.
    miss: radarProject({
      organizations: [
        {
          ...organization('a'),
          domain_verifications: [
            verification('one.example', 'verified'),
            verification('two.example', 'delegated'),
            verification('three.example', 'pending', { exempt: true }),
          ],
        },
      ],
    }),
  },
  {
    rule: 'domain-exempt',
    found: radarProject({
      organizations: [
        {
          ...organization('a'),
          domain_verifications: [verification('one.example', 'pending', { exempt: true })],
        },
      ],
    }),
    expected: [['a', 'Exempt from verification: one.example']],
    // Its record was found, so the exemption no longer matters.
    miss: radarProject({
      organizations: [
        {
          ...organization('a'),
          domain_verifications: [verification('one.example', 'verified', { exempt: true })],
        },
      ],
    }),
  },
  {
    rule: 'method-off',
    found: radarProject(
      {},
      {
        setUp: {
          ...setUpOf(snapshotOf({ oidc: [connection('c')] })),
          methods: { oidc: { enabled: false }, saml: { enabled: false } },
        },
      },
    ),
    expected: [['oidc:c', 'OIDC is off, so its only connection is not offered']],
    // What is disabled would be offered to nobody anyway.
    miss: radarProject(
      {},
      {
        states: { 'oidc:c': 'disabled' },
        setUp: {
          ...setUpOf(snapshotOf({ oidc: [connection('c')] })),
          methods: { oidc: { enabled: false }, saml: { enabled: false } },
        },
      },
    ),
  },
  {
    rule: 'native-saml-off',
    found: radarProject({ saml: [samlEntry('n', { engine: 'native' })] }, { readiness: steps }),
    expected: [
      ['saml:n', 'Nobody can sign in with it: the native SAML engine of the project is off'],
    ],
    // Ory Polis serves all but one, and that one is disabled.
    miss: radarProject(
      {
        saml: [
          samlEntry('n', { engine: 'native' }),
          samlEntry('p', { engine: 'jackson' }),
          samlEntry('q'),
          samlEntry('r', { engine: null }),
        ],
      },
      { readiness: steps, states: { 'saml:n': 'disabled' } },
    ),
  },
  {
    rule: 'native-saml-off',
    found: radarProject({ saml: [samlEntry('n', { engine: 'native' })] }, { readiness: steps }),
    expected: [
      ['saml:n', 'Nobody can sign in with it: the native SAML engine of the project is off'],
    ],
    miss: radarProject(
      { saml: [samlEntry('n', { engine: 'native' })] },
      { readiness: { ...steps, nativeSaml: true } },
    ),
  },
  {
    rule: 'certificate-expired',
    found: radarProject({
      saml: [
        samlEntry('s', { valid_to: ['Jan 01 00:00:00 2020 GMT', 'Nov 26 12:00:00 2026 GMT'] }),
      ],
    }),
    expected: [['saml:s', 'The signing certificate expired yesterday, on 26 Nov 2026']],
    // The next certificate is in the metadata already.
    miss: radarProject({
      saml: [
        samlEntry('s', { valid_to: ['Nov 26 12:00:00 2026 GMT', 'Jun 10 09:16:40 2038 GMT'] }),
      ],
    }),
  },
  {
    rule: 'certificate-expired',
    found: radarProject(
      { saml: [samlEntry('s', { valid_to: ['Nov 26 12:00:00 2026 GMT'] })] },
      { states: { 'saml:s': 'disabled' } },
    ),
    expected: [
      [
        'saml:s',
        'The signing certificate expired yesterday, on 26 Nov 2026. The connection is disabled',
      ],
    ],
    miss: radarProject(
      { saml: [samlEntry('s', { valid_to: ['Jun 10 09:16:40 2038 GMT'] })] },
      { states: { 'saml:s': 'disabled' } },
    ),
  },
  {
    rule: 'certificate-expiring',
    found: radarProject(
      { saml: ['soon', 'month', 'quarter'].map((id) => samlEntry(id)) },
      {
        certificateEnds: new Map([
          ['saml:soon', ['2026-12-04T12:00:00.000Z']],
          ['saml:month', ['2026-12-27T12:00:00.000Z']],
          ['saml:quarter', ['2027-02-25T12:00:00.000Z']],
        ]),
      },
    ),
    expected: [
      ['saml:soon', 'The signing certificate expires in 7 days, on 4 Dec 2026'],
      ['saml:month', 'The signing certificate expires in 30 days, on 27 Dec 2026'],
      ['saml:quarter', 'The signing certificate expires in 90 days, on 25 Feb 2027'],
    ],
    miss: radarProject(
      { saml: [samlEntry('s')] },
      { certificateEnds: new Map([['saml:s', ['2027-02-25T12:00:00.001Z']]]) },
    ),
  },
  {
    rule: 'secret-expired',
    found: radarProject(
      { oidc: [connection('c'), connection('d'), connection('off')] },
      {
        secretEnds: new Map([
          ['oidc:c', '2026-11-26'],
          ['oidc:d', '2026-11-20'],
          ['oidc:off', '2026-11-20'],
          ['oidc:gone', '2026-11-20'],
        ]),
        states: { 'oidc:off': 'disabled' },
      },
    ),
    expected: [
      ['oidc:c', 'The client secret expired yesterday, on 26 Nov 2026'],
      ['oidc:d', 'The client secret expired 7 days ago, on 20 Nov 2026'],
      [
        'oidc:off',
        'The client secret expired 7 days ago, on 20 Nov 2026. The connection is disabled',
      ],
    ],
    // It holds on its last day.
    miss: radarProject(
      { oidc: [connection('c')] },
      { secretEnds: new Map([['oidc:c', '2026-11-27']]) },
    ),
  },
  {
    rule: 'secret-expiring',
    found: radarProject(
      { oidc: [connection('c'), connection('d'), connection('e')] },
      {
        secretEnds: new Map([
          ['oidc:c', '2026-11-27'],
          ['oidc:d', '2026-11-28'],
          ['oidc:e', '2027-02-24'],
        ]),
      },
    ),
    expected: [
      ['oidc:c', 'The client secret expires today, on 27 Nov 2026'],
      ['oidc:d', 'The client secret expires tomorrow, on 28 Nov 2026'],
      ['oidc:e', 'The client secret expires in 89 days, on 24 Feb 2027'],
    ],
    // Beyond the first step, and what is no day.
    miss: radarProject(
      { oidc: [connection('c'), connection('d')] },
      {
        secretEnds: new Map([
          ['oidc:c', '2027-02-26'],
          ['oidc:d', 'soon'],
        ]),
      },
    ),
  },
  {
    rule: 'organization-gone',
    found: radarProject({ organizations: [organization('b')], oidc: [own('c', 'a')] }),
    expected: [['oidc:c', 'Its organization a does not exist: nobody is offered this connection']],
    miss: radarProject({
      organizations: [organization('a')],
      oidc: [own('c', 'a'), connection('d')],
    }),
  },
  {
    rule: 'organization-gone',
    found: radarProject({
      organizations: [organization('b')],
      scimClients: [scimEntry('s', 'a'), scimEntry('s2', 'b')],
    }),
    expected: [['s', 'Its organization a does not exist: it adds and removes nobody']],
    // One of none is told by another rule.
    miss: radarProject({
      organizations: [organization('a')],
      scimClients: [scimEntry('s', 'a'), scimEntry('s2', '')],
    }),
  },
  {
    rule: 'scim-cannot-work',
    found: radarProject({
      organizations: [organization('a')],
      scimClients: [
        scimEntry('s', 'a', { mapper_url: '' }),
        scimEntry('twice', 'a'),
        scimEntry('twice', 'a'),
        scimEntry('', ''),
        scimEntry('', 'a'),
      ],
    }),
    expected: [
      ['s', 'It has no mapper, so Ory cannot make identities of what it is sent'],
      ['twice#2', 'A SCIM client before it has the same ID, so both have one address'],
      ['#3', 'It has no client ID, so it has no address'],
      ['#3', 'It belongs to no organization'],
      ['#4', 'It has no client ID, so it has no address'],
    ],
    // Which organizations there are is another rule's; a client that is disabled is meant to be.
    miss: radarProject({
      scimClients: [scimEntry('s', 'gone', { state: 'disabled' })],
    }),
  },
  {
    rule: 'domain-twice',
    found: radarProject({
      organizations: [organization('a', 'A.example'), organization('b', 'a.example')],
    }),
    expected: [
      ['a', 'a.example also belongs to “Org b”'],
      ['b', 'a.example also belongs to “Org a”'],
    ],
    // Twice in one organization is claimed once; a sub-domain is another domain.
    miss: radarProject({
      organizations: [
        organization('a', 'a.example', 'A.example'),
        organization('b', 'x.a.example'),
      ],
    }),
  },
  {
    rule: 'domain-below',
    found: radarProject({
      organizations: [organization('a', 'a.example'), organization('b', 'x.y.a.example')],
    }),
    expected: [
      ['b', 'x.y.a.example lies below a.example of “Org a”: each takes its own people only'],
    ],
    miss: radarProject({
      organizations: [
        organization('a', 'a.example', 'x.a.example'),
        organization('b', 'xa.example'),
      ],
    }),
  },
  {
    rule: 'social-domain',
    found: radarProject({
      organizations: [organization('a', 'a.example')],
      oidc: [
        connection('c', { issuer_url: 'https://login.a.example/realm' }),
        connection('m', { provider: 'microsoft', issuer_url: '', microsoft_tenant: 'A.example' }),
      ],
    }),
    expected: [
      ['oidc:c', 'It is offered to everybody, and login.a.example belongs to “Org a”'],
      ['oidc:m', 'It is offered to everybody, and a.example belongs to “Org a”'],
    ],
    miss: radarProject({
      organizations: [organization('a', 'a.example')],
      oidc: [
        own('c', 'a', { issuer_url: 'https://login.a.example' }),
        connection('d', { issuer_url: 'https://nota.example' }),
        connection('m', { provider: 'microsoft', issuer_url: '', microsoft_tenant: 'common' }),
      ],
    }),
  },
  {
    rule: 'social-domain',
    found: radarProject(
      {
        organizations: [organization('a', 'a.example')],
        oidc: [connection('c', { issuer_url: 'https://a.example' })],
      },
      { states: { 'oidc:c': 'enabled' } },
    ),
    expected: [['oidc:c', 'It is offered to everybody, and a.example belongs to “Org a”']],
    // A disabled connection is offered to nobody.
    miss: radarProject(
      {
        organizations: [organization('a', 'a.example')],
        oidc: [connection('c', { issuer_url: 'https://a.example' })],
      },
      { states: { 'oidc:c': 'disabled' } },
    ),
  },
  {
    rule: 'http-issuer',
    found: radarProject({ oidc: [connection('c', { issuer_url: 'http://id.example/x' })] }),
    expected: [['oidc:c', 'The issuer is asked without encryption: http://id.example/x']],
    miss: radarProject({
      oidc: [
        connection('c', { issuer_url: 'https://http.example' }),
        connection('d', { issuer_url: 'http://localhost:4444' }),
      ],
    }),
  },
  {
    rule: 'unknown-provider',
    found: radarProject({ oidc: [connection('c', { provider: 'okta' })] }),
    expected: [['oidc:c', 'This version does not know the kind of provider “okta”']],
    miss: radarProject({ oidc: [connection('c', { provider: 'x' })], saml: [samlEntry('s')] }),
  },
  {
    rule: 'cannot-sign-in',
    found: radarProject({
      oidc: [connection('c', { issuer_url: '' }), connection('d'), connection('d')],
    }),
    expected: [
      ['oidc:c', 'Nobody can sign in with it: It has no Issuer URL'],
      [
        'oidc:d#2',
        'Nobody can sign in with it: A connection before it has the same ID, and Ory uses that one',
      ],
    ],
    // A disabled one is offered to nobody, whatever it lacks.
    miss: radarProject(
      { oidc: [connection('c', { issuer_url: '' })] },
      { states: { 'oidc:c': 'disabled' } },
    ),
  },
  {
    rule: 'check-failed',
    found: radarProject(
      { oidc: [connection('c')] },
      {
        checks: {
          'oidc:c': checkReport('oidc:c', 'bad'),
          // Of a connection that is gone.
          'oidc:gone': checkReport('oidc:gone', 'bad'),
        },
      },
    ),
    expected: [['oidc:c', 'Issuer: It calls itself otherwise']],
    miss: radarProject(
      { oidc: [connection('c')] },
      { checks: { 'oidc:c': checkReport('oidc:c', 'warnings') } },
    ),
  },
  {
    rule: 'certificate-published',
    found: radarProject(
      { saml: [samlEntry('s', { valid_to: ['Dec 27 12:00:00 2026 GMT'] }), samlEntry('t')] },
      { checks: { 'saml:s': publishedReport('saml:s'), 'saml:t': publishedReport('saml:t') } },
    ),
    expected: [
      [
        'saml:s',
        'The identity provider publishes a certificate that the connection has not, valid until 1 Mar 2030',
      ],
      [
        'saml:t',
        'The identity provider publishes a certificate that the connection has not, valid until 1 Mar 2030',
      ],
    ],
    // It is in the connection since the check, or has ended.
    miss: radarProject(
      {
        saml: [
          samlEntry('s', { valid_to: ['Dec 27 12:00:00 2026 GMT', 'Mar 01 12:00:00 2030 GMT'] }),
          samlEntry('t'),
        ],
      },
      {
        checks: {
          'saml:s': publishedReport('saml:s'),
          'saml:t': publishedReport('saml:t', '2026-11-01T12:00:00.000Z'),
        },
      },
    ),
  },
  {
    rule: 'disabled',
    found: radarProject(
      { oidc: [connection('c'), connection('d')] },
      { states: { 'oidc:c': 'disabled', 'oidc:d': 'enabled' } },
    ),
    expected: [['oidc:c', 'It is disabled: nobody can sign in with it']],
    // That it is enabled is not known.
    miss: radarProject({ oidc: [connection('c')] }),
  },
  {
    rule: 'mapper-findings',
    found: radarProject(
      { oidc: [connection('c')] },
      { remarks: new Map([['oidc:c', { severity: 'warning', count: 3, first: 'It may fail' }]]) },
    ),
    expected: [['oidc:c', 'It may fail (3 findings in all)']],
    miss: radarProject(
      { oidc: [connection('c')] },
      { remarks: new Map([['oidc:c', { severity: 'info', count: 1, first: 'A remark' }]]) },
    ),
  },
  {
    rule: 'cases-failing',
    found: radarProject(
      { oidc: [connection('c')] },
      { failingCases: new Map([['oidc:c', ['Ada', 'Grace']]]) },
    ),
    expected: [['oidc:c', '2 saved cases fail: “Ada”, “Grace”']],
    miss: radarProject({ oidc: [connection('c')] }, { failingCases: new Map([['oidc:c', []]]) }),
  },
  {
    rule: 'default-mapper',
    found: radarProject({
      oidc: [connection('c', { mapper_url: toMapperUrl(defaultMapper('oidc', 'generic')) })],
    }),
    expected: [['oidc:c', 'It has the mapper with which a connection begins']],
    miss: radarProject({
      oidc: [connection('c', { mapper_url: toMapperUrl(`${defaultMapper('oidc', 'generic')} `) })],
    }),
  },
  {
    rule: 'mapper-findings',
    found: radarProject(
      { scimClients: [scimEntry('s', 'a')] },
      { remarks: new Map([['scim:s', { severity: 'error', count: 1, first: 'It fails' }]]) },
    ),
    expected: [['s', 'It fails']],
    // A key without its kind is that of a connection.
    miss: radarProject(
      { scimClients: [scimEntry('s', 'a')] },
      { remarks: new Map([['s', { severity: 'error', count: 1, first: 'It fails' }]]) },
    ),
  },
  {
    rule: 'cases-failing',
    found: radarProject(
      { scimClients: [scimEntry('s', 'a')] },
      { failingCases: new Map([['scim:s', ['Ada']]]) },
    ),
    expected: [['s', '1 saved case fails: “Ada”']],
    miss: radarProject(
      { scimClients: [scimEntry('s', 'a')] },
      { failingCases: new Map([['scim:s', []]]) },
    ),
  },
  {
    rule: 'default-mapper',
    found: radarProject({
      scimClients: [scimEntry('s', 'a', { mapper_url: toMapperUrl(scimTemplate()) })],
    }),
    expected: [['s', 'It has the mapper with which a SCIM client begins']],
    miss: radarProject({
      scimClients: [scimEntry('s', 'a', { mapper_url: toMapperUrl(`${scimTemplate()} `) })],
    }),
  },
  {
    rule: 'whole-write',
    found: radarProject(
      { oidc: [connection('c')] },
      {
        wholeWrites: [
          {
            sign: 'secrets',
            since: '2026-11-26T12:00:00.000Z',
            until: '2026-11-27T12:00:00.000Z',
            connections: ['oidc:c'],
          },
        ],
      },
    ),
    expected: [
      [undefined, 'Client secrets that the server listed are no longer listed (“Label of c”)'],
    ],
    miss: radarProject({ oidc: [connection('c')] }),
  },
  {
    rule: 'changed-elsewhere',
    found: radarProject(
      {},
      {
        drift: {
          since: '2026-11-26T12:00:00.000Z',
          until: '2026-11-27T12:00:00.000Z',
          moved: [
            {
              target: { kind: 'connection', key: 'oidc:c' },
              label: 'C',
              how: 'changed',
              fields: ['issuer_url', 'x_unknown'],
            },
          ],
          more: 4,
        },
      },
    ),
    expected: [
      ['oidc:c', 'It was changed outside of this app: Issuer URL'],
      [undefined, '4 more were changed outside of this app'],
    ],
    miss: radarProject({}),
  },
  {
    rule: 'stale-draft',
    found: radarProject(
      {},
      { draft: { changes: 2, editedAt: '2026-11-13T12:00:00.000Z', baseRevisionId: 'revision-1' } },
    ),
    expected: [[undefined, 'The draft with 2 changes was last edited 14 days ago']],
    miss: radarProject(
      {},
      { draft: { changes: 2, editedAt: '2026-11-13T12:00:01.000Z', baseRevisionId: 'revision-1' } },
    ),
  },
  {
    rule: 'one-step',
    found: radarProject(
      { organizations: [organization('a', 'a.example'), organization('b')] },
      { readiness: { signIn: 'one', registration: 'one' } },
    ),
    expected: [
      [undefined, 'Sign-in is set to one step (unified), and 1 organization has domains'],
      [undefined, 'Registration is set to one step (unified), and 1 organization has domains'],
    ],
    // The document says nothing of one, and has the other as it should be.
    miss: radarProject(
      { organizations: [organization('a', 'a.example')] },
      { readiness: { signIn: undefined, registration: 'two' } },
    ),
  },
  {
    rule: 'one-step',
    found: radarProject(
      { organizations: [organization('a', 'a.example'), organization('b', 'b.example')] },
      { readiness: { signIn: 'one', registration: 'two' } },
    ),
    expected: [
      [undefined, 'Sign-in is set to one step (unified), and 2 organizations have domains'],
    ],
    // Without a domain nobody is sent to an organization.
    miss: radarProject(
      { organizations: [organization('a')] },
      { readiness: { signIn: 'one', registration: 'one' } },
    ),
  },
  {
    rule: 'no-email-identifier',
    found: radarProject(
      { organizations: [organization('a', 'a.example')] },
      { schema: { id: 'preset://username', text: presetSchemas['preset://username'] ?? {} } },
    ),
    expected: [
      [undefined, 'In the identity schema “preset://username” no e-mail address is an identifier'],
    ],
    miss: radarProject(
      { organizations: [organization('a', 'a.example')] },
      { schema: { id: 'preset://basic', text: presetSchemas['preset://basic'] ?? {} } },
    ),
  },
  {
    rule: 'second-factor-unmapped',
    found: radarProject(
      {
        organizations: [organization('a', 'a.example')],
        oidc: [own('c', 'a')],
        saml: [samlEntry('s', { organization_id: 'a' })],
      },
      { readiness: { signIn: 'two', registration: 'two', requiredAal: 'aal2' } },
    ),
    expected: [
      ['oidc:c', 'Members of “Org a” are asked to enroll a second factor at Ory'],
      ['saml:s', 'Members of “Org a” are asked to enroll a second factor at Ory'],
    ],
    // One value maps it; a social connection has no members, and a disabled one signs nobody in.
    miss: radarProject(
      {
        organizations: [organization('a', 'a.example')],
        oidc: [
          own('c', 'a', { aal2_acr_values: ['urn:mfa'] }),
          own('d', 'a', { aal2_amr_values: ['mfa'] }),
          own('off', 'a'),
          connection('e'),
        ],
      },
      {
        readiness: { signIn: 'two', registration: 'two', requiredAal: 'aal2' },
        states: { 'oidc:off': 'disabled' },
      },
    ),
  },
  {
    rule: 'second-factor-unmapped',
    found: radarProject(
      { organizations: [organization('a')], oidc: [own('c', 'a', { aal2_acr_values: [] })] },
      { readiness: { signIn: 'two', registration: 'two', requiredAal: 'aal2' } },
    ),
    expected: [['oidc:c', 'Members of “Org a” are asked to enroll a second factor at Ory']],
    // Nobody without a second factor is asked for one.
    miss: radarProject(
      { organizations: [organization('a')], oidc: [own('c', 'a')] },
      { readiness: { signIn: 'two', registration: 'two', requiredAal: 'highest_available' } },
    ),
  },
  {
    rule: 'production-in-development',
    found: radarProject(
      {},
      { summary: { name: 'Northwind Production (EU)', environment: 'development' } },
    ),
    expected: [
      [
        undefined,
        'It is called “Northwind Production (EU)”, and Ory has it as a development project',
      ],
    ],
    miss: radarProject(
      {},
      { summary: { name: 'Northwind pre-production', environment: 'development' } },
    ),
  },
  {
    rule: 'production-in-development',
    found: radarProject(
      {},
      { summary: { environment: 'production', environmentAtOry: 'development' } },
    ),
    expected: [
      [undefined, 'It was production before, and Ory has it as a development project now'],
    ],
    // It is staging here as well.
    miss: radarProject(
      {},
      {
        summary: {
          name: 'Live',
          environment: 'production',
          environmentAtOry: 'staging',
        },
      },
    ),
  },
  {
    rule: 'connection-unused',
    found: radarProject(
      { oidc: [connection('c')] },
      counted({ connections: { 'oidc:c': used(0, 0, '2026-08-28T12:00:00.000Z') } }),
    ),
    expected: [['oidc:c', 'Nobody signed in with it for 90 days (counted on 26 Nov 2026)']],
    // When anybody did is not known: no session is kept.
    miss: radarProject(
      { oidc: [connection('c'), connection('d')] },
      counted({
        connections: {
          'oidc:c': used(0, 0, null),
          'oidc:d': used(0, 0, '2026-08-29T12:00:00.000Z'),
        },
      }),
    ),
  },
  {
    rule: 'connection-stopped',
    found: radarProject(
      { oidc: [connection('c'), connection('d')] },
      counted({
        connections: {
          'oidc:c': used(0, 22, '2026-11-18T12:00:00.000Z'),
          'oidc:d': used(7, 9, recently),
        },
      }),
    ),
    expected: [
      [
        'oidc:c',
        '22 people signed in with it within four weeks, and nobody since 18 Nov 2026 (counted on 26 Nov 2026)',
      ],
    ],
    // Nobody signs in anywhere, as in a quiet week.
    miss: radarProject(
      { oidc: [connection('c'), connection('d')] },
      counted({
        connections: {
          'oidc:c': used(0, 22, '2026-11-18T12:00:00.000Z'),
          'oidc:d': used(0, 3, '2026-11-10T12:00:00.000Z'),
        },
      }),
    ),
  },
  {
    rule: 'people-outside',
    found: radarProject(
      { organizations: [organization('a', 'A.example', 'b.example')] },
      counted({ domains: { 'a.example': { outside: 1 }, 'b.example': { outside: 0 } } }, false),
    ),
    expected: [
      ['a', 'At least 1 person of a.example is in no organization (counted on 26 Nov 2026)'],
    ],
    miss: radarProject(
      { organizations: [organization('a', 'a.example')] },
      counted({ domains: { 'a.example': { outside: 0 }, 'c.example': { outside: 3 } } }),
    ),
  },
  {
    rule: 'people-other-domain',
    found: radarProject(
      { organizations: [organization('a', 'a.example')] },
      counted({ organizations: { a: inOrganization({ outsideDomains: 4 }) } }),
    ),
    expected: [['a', '4 people have an address with none of its domains (counted on 26 Nov 2026)']],
    // Without a domain nobody is taken to it by an address.
    miss: radarProject(
      { organizations: [organization('a')] },
      counted({ organizations: { a: inOrganization({ outsideDomains: 4 }) } }),
    ),
  },
  {
    rule: 'no-emergency-access',
    found: radarProject(
      { organizations: [organization('a', 'a.example')] },
      counted({ organizations: { a: inOrganization({ emergency: 0 }) } }),
    ),
    expected: [['a', 'None of its 40 people has emergency access (counted on 26 Nov 2026)']],
    miss: radarProject(
      { organizations: [organization('a', 'a.example'), organization('b', 'b.example')] },
      // Of a part of the people nobody can say that none has.
      counted({ organizations: { a: inOrganization({ emergency: 0 }) } }, false),
    ),
  },
]
