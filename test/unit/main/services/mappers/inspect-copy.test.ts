import { describe, expect, it } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { lintMapper } from '../../../../../src/core/mapper/lint/lint'
import type { LintSituation } from '../../../../../src/core/mapper/lint/rule'
import { mapperHash, toMapperUrl } from '../../../../../src/core/model/mapper-text'
import type { JsonObject } from '../../../../../src/core/model/json'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { createInspectCopy } from '../../../../../src/main/services/mappers/inspect-copy'
import type { InspectText } from '../../../../../src/main/services/mappers/look-at-text'
import type { ReadText } from '../../../../../src/main/services/projects/projects'
import { draftWith } from '../../../../support/states/draft-with'
import {
  inspectSaved,
  type Inspected,
  type InspectSavedDeps,
} from '../../../../support/mapping/inspect-saved'
import { value } from '../../../../support/services/main-services'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { turns } from '../../../../support/services/turns'

const projectId = 'p'
const store = 'https://storage.example/bucket'
const groups =
  "local claims = std.extVar('claims');\n{ identity: { traits: { g: claims.groups } } }\n"
const fine = '{ identity: { traits: {} } }\n'
const stored = (text: string) => `${store}/${mapperHash(toMapperUrl(text))}.jsonnet`

interface Bench {
  readonly texts?: Readonly<Record<string, string>>
  readonly schema?: JsonObject
  readonly inspect?: InspectText
  readonly readText?: ReadText
  readonly draft?: Parameters<typeof draftWith>[1]
}

/** A look at a snapshot, with what it asked for and what it gave. */
function bench(snapshot: Snapshot, more: Bench = {}) {
  const reads: string[] = []
  const situations: LintSituation[] = []
  const emitted: Inspected[] = []
  const draft = more.draft && draftWith(snapshot, more.draft)
  const readText: ReadText = (address) => {
    reads.push(address)
    const text = more.texts?.[address]
    return Promise.resolve(
      text === undefined ? failure(appError('network.off', 'You work offline')) : success(text),
    )
  }
  const run = inspectSaved({
    files: {
      snapshots: { read: () => Promise.resolve(success(snapshot)) },
      drafts: { read: () => Promise.resolve(success(draft)) },
    } as unknown as InspectSavedDeps['files'],
    openTexts: () => more.readText ?? readText,
    inspectCopy: createInspectCopy(
      more.inspect ??
        ((text, situation) => {
          situations.push(situation)
          return Promise.resolve(success(lintMapper(text, situation)))
        }),
    ),
    schemaOf: () => Promise.resolve(more.schema),
    emit: (payload) => void emitted.push(payload),
  })
  return { run, reads, situations, emitted }
}

const rulesOf = ({ mapper }: Inspected) => mapper.findings.map(({ rule }) => rule)

describe('which mappers there are', () => {
  it('takes equal texts together, inline or stored, and leaves out what goes or has none', async () => {
    const snapshot = snapshotOf({
      oidc: [
        connection('a', { mapper_url: stored(groups) }),
        connection('b', { mapper_url: toMapperUrl(fine) }),
        connection('c', { mapper_url: toMapperUrl(groups) }),
        connection('d', { mapper_url: '' }),
        connection('e', { mapper_url: stored('gone') }),
      ],
      saml: [{ id: 's', mapper_url: stored(groups) }, { id: 't' }],
    })
    const { run, emitted, reads } = bench(snapshot, {
      draft: [{ kind: 'delete-connection', key: 'oidc:e' }],
    })
    expect(await run(projectId as never)).toEqual(
      success({ mappers: 2, findings: expect.any(Number) }),
    )
    const keys = new Map(emitted.map(({ mapper }) => [mapper.id, mapper.connectionKeys]))
    expect([...keys].toSorted(([left], [right]) => left.localeCompare(right))).toEqual([
      [mapperHash(toMapperUrl(groups)), ['oidc:a', 'oidc:c', 'saml:s']],
      [mapperHash(toMapperUrl(fine)), ['oidc:b']],
    ])
    expect(emitted.map(({ done, of }) => [done, of])).toEqual([
      [1, 2],
      [2, 2],
    ])
    // One address has the text in itself.
    expect(reads).toEqual([])
  })

  it('takes a text at an address without its hash to those that have the same', async () => {
    const address = 'https://files.example/mapper.jsonnet'
    const snapshot = snapshotOf({
      oidc: [
        connection('a', { mapper_url: address }),
        connection('b', { mapper_url: toMapperUrl(fine) }),
      ],
    })
    const { run, emitted, reads } = bench(snapshot, { texts: { [address]: fine } })
    value(await run(projectId as never))
    expect(emitted).toHaveLength(1)
    expect(emitted[0]?.mapper).toMatchObject({
      id: mapperHash(toMapperUrl(fine)),
      connectionKeys: ['oidc:a', 'oidc:b'],
      bytes: fine.length,
    })
    expect(reads).toEqual([address])
  })

  it('tells of each that cannot be read, and goes on', async () => {
    const snapshot = snapshotOf({
      oidc: [
        connection('a', { mapper_url: stored('not here') }),
        connection('b', { mapper_url: 'https://files.example/x.jsonnet' }),
        connection('c', { mapper_url: toMapperUrl(fine) }),
      ],
    })
    const { run, emitted } = bench(snapshot)
    expect(await run(projectId as never)).toMatchObject({ ok: true, value: { mappers: 3 } })
    const byKey = new Map(emitted.map(({ mapper }) => [mapper.connectionKeys[0], mapper]))
    const error = { code: 'network.off', message: 'You work offline' }
    expect(byKey.get('oidc:a')).toMatchObject({ error, findings: [] })
    expect(byKey.get('oidc:b')).toMatchObject({ id: 'https://files.example/x.jsonnet', error })
    expect(byKey.get('oidc:c')).not.toHaveProperty('error')
  })

  it('says what is wrong with an address that is none', async () => {
    const snapshot = snapshotOf({ oidc: [connection('a', { mapper_url: 'base64://e30' })] })
    const refused = failure(appError('mapper.address-refused', 'Only https is opened'))
    const { run, emitted } = bench(snapshot, { readText: () => Promise.resolve(refused) })
    value(await run(projectId as never))
    expect(emitted[0]?.mapper.error).toMatchObject({
      code: 'mapper.address-refused',
      message: expect.stringContaining('without its padding'),
    })
  })
})

describe('what is looked at', () => {
  it('knows provider, claims source, domains and schema of where a mapper is used', async () => {
    const schema = { type: 'object' }
    const snapshot = snapshotOf({
      oidc: [
        connection('a', { mapper_url: toMapperUrl(fine), organization_id: 'o1' }),
        connection('b', {
          mapper_url: toMapperUrl(fine),
          organization_id: 'o2',
          claims_source: 'userinfo',
        }),
        connection('c', { mapper_url: toMapperUrl(fine), organization_id: 'o2' }),
      ],
      saml: [{ id: 's', mapper_url: toMapperUrl(fine), organization_id: 'o2' }],
      organizations: [
        { id: 'o1', label: 'One', domains: ['one.example'] },
        { id: 'o2', label: 'Two', domains: ['two.example'] },
      ],
    })
    const { run, situations } = bench(snapshot, { schema })
    value(await run(projectId as never))
    expect(situations).toEqual([
      {
        provider: 'generic',
        claimsSource: 'id_token',
        schema,
        domains: ['one.example', 'two.example'],
      },
      { provider: 'generic', claimsSource: 'userinfo', schema, domains: ['two.example'] },
      { provider: 'saml', schema, domains: ['two.example'] },
    ])
  })

  it('has the findings of all providers, each once, at its worst, with its line', async () => {
    const text =
      "local claims = std.extVar('claims');\n\n{ identity: { traits: { e: claims.email } } }\n"
    const snapshot = snapshotOf({
      oidc: [
        connection('a', { mapper_url: toMapperUrl(groups + text), provider: 'google' }),
        connection('b', { mapper_url: toMapperUrl(groups + text), provider: 'github' }),
      ],
    })
    const { run, emitted } = bench(snapshot, {
      inspect: (_text, { provider }) => {
        const place = { rule: 'duplicate-field', message: 'Twice', start: 90, end: 91 } as const
        const shared = {
          ...place,
          severity: provider === 'github' ? ('error' as const) : ('warning' as const),
        }
        const own = {
          ...place,
          message: `Only ${provider}`,
          severity: 'info' as const,
          start: provider === 'github' ? 36 : 37,
        }
        return Promise.resolve(success([shared, own]))
      },
    })
    expect(await run(projectId as never)).toEqual(success({ mappers: 1, findings: 3 }))
    const { findings, lines } = emitted[0]!.mapper
    expect(findings.map(({ message, severity }) => `${severity} ${message}`)).toEqual([
      'info Only github',
      'info Only google',
      'error Twice',
    ])
    // The place of a line break belongs to the line that it ends.
    expect(lines).toEqual([1, 2, 3])
  })

  it('finds in each provider what is wrong only there', async () => {
    const snapshot = snapshotOf({
      oidc: [
        connection('a', { mapper_url: toMapperUrl(groups), provider: 'google' }),
        connection('b', { mapper_url: toMapperUrl(groups), provider: 'github' }),
      ],
    })
    const { run, emitted } = bench(snapshot)
    value(await run(projectId as never))
    const custom = emitted[0]!.mapper.findings.filter(({ rule }) => rule === 'custom-claim')
    expect(custom).toHaveLength(2)
    expect(custom.filter(({ fix }) => fix)).toHaveLength(1)
  })

  it('warns of metadata that a SCIM client takes from the connections of its organization', async () => {
    const sso = '{ identity: { traits: {}, metadata_public: { oid: 1 } } }'
    const directory = '{ identity: { traits: {}, metadata_public: { title: 1 } } }'
    const client = (id: string, organization: string) => ({
      client_id: id,
      organization_id: organization,
      mapper_url: toMapperUrl(directory),
    })
    const lookAt = async (clientOwner: string, more: JsonObject = {}) => {
      const snapshot = snapshotOf({
        oidc: [connection('a', { mapper_url: stored(sso), organization_id: 'org', ...more })],
        scimClients: [client('x', clientOwner)],
      })
      const { run, emitted } = bench(snapshot, { texts: { [stored(sso)]: sso } })
      value(await run(projectId as never))
      return emitted.flatMap(({ mapper }) => mapper.findings.map(({ message }) => message))
    }
    const lost = expect.stringMatching(/^metadata_public loses oid, written by /)
    expect(await lookAt('org')).toContainEqual(lost)
    expect(await lookAt('else')).not.toContainEqual(lost)
    expect(await lookAt('')).not.toContainEqual(lost)
    expect(await lookAt('org', { mapper_url: stored('unread') })).not.toContainEqual(lost)
  })

  it('looks again only at what an edit touches, and at all when the schema changes', async () => {
    const oidc = [groups, fine].map((text, index) =>
      connection(`c${index}`, { mapper_url: stored(text) }),
    )
    const texts = { [stored(groups)]: groups, [stored(fine)]: fine }
    const state: { snapshot: Snapshot; schema?: JsonObject } = { snapshot: snapshotOf({ oidc }) }
    const looked: string[] = []
    const emitted: Inspected[] = []
    const run = inspectSaved({
      files: {
        snapshots: { read: () => Promise.resolve(success(state.snapshot)) },
        drafts: { read: () => Promise.resolve(success(undefined)) },
      } as unknown as InspectSavedDeps['files'],
      openTexts: () => (address) => Promise.resolve(success(texts[address] ?? '')),
      inspectCopy: createInspectCopy((text, situation) => {
        looked.push(text)
        return Promise.resolve(success(lintMapper(text, situation)))
      }),
      schemaOf: () => Promise.resolve(state.schema),
      emit: (payload) => void emitted.push(payload),
    })
    value(await run(projectId as never))
    expect(looked).toEqual([groups, fine])
    value(await run(projectId as never))
    expect(looked).toHaveLength(2)
    expect(emitted[2]).toEqual(emitted[0])
    state.snapshot = snapshotOf({ oidc: [{ ...oidc[0], provider: 'github' }, oidc[1]!] })
    value(await run(projectId as never))
    expect(looked.slice(2)).toEqual([groups])
    state.schema = { type: 'object' }
    value(await run(projectId as never))
    expect(looked.slice(3)).toEqual([groups, fine])
    expect(rulesOf(emitted.at(-2)!)).toContain('custom-claim')
  })

  it('does not keep what failed', async () => {
    const snapshot = snapshotOf({ oidc: [connection('a', { mapper_url: toMapperUrl(fine) })] })
    let fails = true
    const { run, emitted } = bench(snapshot, {
      inspect: () => {
        const stopped = failure(appError('mapper.stopped', 'The engine stopped', { retry: true }))
        return Promise.resolve(fails ? stopped : success([]))
      },
    })
    value(await run(projectId as never))
    expect(emitted[0]?.mapper.error).toEqual({
      code: 'mapper.stopped',
      message: 'The engine stopped',
    })
    fails = false
    value(await run(projectId as never))
    expect(emitted[1]?.mapper).not.toHaveProperty('error')
  })
})

describe('how it goes', () => {
  const many = snapshotOf({
    oidc: Array.from({ length: 40 }, (_, index) =>
      connection(`c${index}`, { mapper_url: stored(`{ a: ${index} }`) }),
    ),
  })

  it('reads up to four at once', async () => {
    let now = 0
    let most = 0
    const { run } = bench(many, {
      readText: async () => {
        now += 1
        most = Math.max(most, now)
        await turns(3)
        now -= 1
        return success(fine)
      },
    })
    value(await run(projectId as never))
    expect(most).toBe(4)
  })

  it('stops at an abort, and emits nothing after it', async () => {
    const controller = new AbortController()
    const { run, emitted, reads } = bench(many, {
      readText: (address) => {
        reads.push(address)
        if (reads.length === 10) controller.abort()
        return Promise.resolve(success(fine))
      },
    })
    expect(await run(projectId as never, controller.signal)).toMatchObject({
      error: { code: 'request.cancelled' },
    })
    expect(emitted.length).toBeLessThan(10)
    expect(reads.length).toBeLessThan(14)
  })
})
