import { describe, expect, test } from 'vitest'
import type { Edit } from '../../../../../src/core/draft/edits'
import { connectionsOf } from '../../../../../src/core/model/connection'
import { textMember } from '../../../../../src/core/model/json'
import { mapperHash, toMapperUrl } from '../../../../../src/core/model/mapper-text'
import { demoIds, oidcProviders } from '../../../../emulator'
import {
  draftOf,
  outcomeOf,
  shownOf,
  startBench,
  value,
  type Bench,
} from '../../../../support/services/main-services'
import { wireServices } from '../../../../support/services/services'
import { agreeingTo } from '../../../../support/publishing/agreeing'
import { fieldEdit } from '../../../../support/states/field-edit'

const projectId = demoIds.northwindProduction

const kinds = [
  { kind: 'mapper', field: 'mapper_url', protocol: 'oidc' },
  { kind: 'metadata', field: 'raw_idp_metadata_xml', protocol: 'saml' },
] as const
type Kind = (typeof kinds)[number]

/** Publishes another text for a connection, or its deletion. @returns the address and the text that went */
async function replaced(bench: Bench, { kind, field, protocol }: Kind, how: 'edit' | 'delete') {
  // The demo's connections share their mappers: this text is of one alone.
  bench.emulator.edit(({ projects }) => {
    const own = projects.find(({ id }) => id === projectId)
    const [first] = own ? oidcProviders(own) : []
    if (first) first['mapper_url'] = toMapperUrl('// of one connection alone\n{}\n')
  })
  const snapshot = value(await bench.projects.read(projectId, {}))
  const isStored = (address: string) => !address.startsWith('base64:') && mapperHash(address)
  const found = connectionsOf(snapshot).find(
    (item) =>
      item.protocol === protocol &&
      !item.ambiguous &&
      isStored(textMember(item.entry, field) ?? ''),
  )
  const { key = '', entry = {} } = found ?? {}
  const address = textMember(entry, field) ?? ''
  const text = value(await bench.projects.readMapper({ projectId, mapperUrl: address, kind }))
  const edits: Edit[] =
    how === 'delete'
      ? [{ kind: 'delete-connection', key }]
      : [
          fieldEdit(
            { kind: 'connection', key },
            field,
            toMapperUrl(text.text.replace(/\n$/, ' \n')),
          ),
        ]
  const { shown, draft } = await draftOf(bench, projectId, edits)
  const input = { projectId, excluded: [], shown, ...agreeingTo(snapshot, draft) }
  const result = await bench.publishing.publish(input)
  const { publishId } = outcomeOf(result, 'published')
  return { address, text: text.text, publishId, hash: mapperHash(address) ?? '' }
}

const lose = ({ emulator }: Bench, hash: string) =>
  emulator.edit((state) => void delete state.content[hash])

const startAgain = ({ folder, emulator, named }: Bench) =>
  named(
    wireServices({ folder, emulator, timeout: 2000, now: () => new Date('2026-11-26T12:00:00Z') }),
  )

describe.each(kinds)('the $kind that a revert brings back', (kind) => {
  test.each(['edit', 'delete'] as const)('is read for its review after an %s', async (how) => {
    const bench = await startBench()
    const { address, text, publishId } = await replaced(bench, kind, how)
    value(await bench.publishHistory.revert({ projectId, id: publishId }))
    const read = { projectId, mapperUrl: address, kind: kind.kind }
    expect(value(await bench.projects.readMapper(read))).toEqual({ text })
  })

  test('is read from the history where the storage has lost it, after a restart too', async () => {
    const bench = await startBench()
    const { address, text, publishId, hash } = await replaced(bench, kind, 'edit')
    value(await bench.publishHistory.revert({ projectId, id: publishId }))
    lose(bench, hash)
    const again = startAgain(bench)
    const read = { projectId, mapperUrl: address, kind: kind.kind }
    expect(value(await again.projects.readMapper(read))).toEqual({ text })
    const key = value(await bench.publishHistory.read({ projectId, id: publishId })).entities[0]
    const texts = await again.publishHistory.texts({
      projectId,
      id: publishId,
      key: key?.before?.key ?? '',
      field: kind.field,
    })
    expect(value(texts).before).toEqual({ text })
    await again.transport.close()
  })

  test('is published where the storage has lost it', async () => {
    const bench = await startBench()
    const { text, publishId, hash } = await replaced(bench, kind, 'edit')
    const { snapshot, draft } = value(
      await bench.publishHistory.revert({ projectId, id: publishId }),
    )
    lose(bench, hash)
    const shown = shownOf(snapshot, draft)
    const input = { projectId, excluded: [], shown, ...agreeingTo(snapshot, draft) }
    outcomeOf(await bench.publishing.publish(input), 'published')
    expect(bench.emulator.state().content[hash]).toBe(text)
  })
})

test('a text of one project’s history is read for no other', async () => {
  const bench = await startBench()
  const [kind] = kinds
  const { address, hash } = await replaced(bench, kind, 'edit')
  const other = { projectId: demoIds.northwindDevelopment, mapperUrl: address }
  value(await bench.projects.read(other.projectId, {}))
  lose(bench, hash)
  expect(await bench.projects.readMapper(other)).toMatchObject({
    error: { code: 'mapper.address-refused' },
  })
})

test('a record that was changed on disk leads to no other address and shows no other text', async () => {
  const bench = await startBench()
  const [kind] = kinds
  const { publishId, hash } = await replaced(bench, kind, 'edit')
  const record = value(await bench.publishHistory.read({ projectId, id: publishId }))
  const elsewhere = `https://elsewhere.example/store/${hash}.jsonnet`
  const entities = record.entities.map((item) => ({
    ...item,
    before: { key: item.before?.key ?? '', document: { mapper_url: elsewhere } },
  }))
  const texts = { [hash]: 'another text' }
  value(await bench.publishFiles.history.add({ ...record, entities, texts }))
  expect(await bench.projects.readMapper({ projectId, mapperUrl: elsewhere })).toMatchObject({
    error: { code: 'mapper.address-refused' },
  })
})
