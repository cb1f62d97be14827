import { projectFileName } from '../../../../../src/core/model/project-id'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Edit } from '../../../../../src/core/draft/edits'
import { noIntents } from '../../../../../src/core/intents/intents'
import { caseText } from '../../../../../src/core/mapper/cases/case'
import { demoIds } from '../../../../emulator'
import { largestCase } from '../../../../../src/main/files/cases/read-cases'
import {
  canary,
  newConnection,
  newOrganization,
  reference,
} from '../../../../support/publishing/brightwater'
import {
  caseNamed,
  casesAt,
  draftCaseFolders,
  publishEdits,
  staging,
  hashOf,
  namesOf,
  serverText,
  setMapper,
} from '../../../../support/mapping/cases'
import {
  draftOf,
  outcomeOf,
  shownOf,
  startBench,
  value,
} from '../../../../support/services/main-services'
import { fieldEdit } from '../../../../support/states/field-edit'

const { projectId, key, sibling } = staging
const changed = '{ identity: { traits: { email: std.extVar("claims").email } } }\n'

const { at, save, list } = casesAt(projectId, key)

describe('where cases are kept', () => {
  test('those of the server’s text belong to it, in every project', async () => {
    const bench = await startBench()
    const text = await serverText(bench, projectId, key)
    const { id, cases } = await save(bench, text, 'Verified address')
    expect(id).toBe('verified-address.case.json')
    expect(namesOf(cases)).toEqual(['Verified address'])
    const folder = join(bench.folder, 'cases', hashOf(text))
    expect((await readdir(folder)).toSorted()).toEqual(['mapper.jsonnet', id])
    expect(await readFile(join(folder, 'mapper.jsonnet'), 'utf8')).toBe(text)
    expect(await readFile(join(folder, id), 'utf8')).toBe(caseText(caseNamed('Verified address')))
    if (process.platform !== 'win32') {
      expect((await stat(join(folder, id))).mode & 0o777).toBe(0o600)
      expect((await stat(folder)).mode & 0o777).toBe(0o700)
    }
    const production = demoIds.northwindProduction
    value(await bench.projects.read(production, {}))
    expect(await list(bench, text, 'oidc:saltmarsh-ping', production)).toEqual(['Verified address'])
    expect(await list(bench, text, sibling)).toEqual(['Verified address'])
  })

  test('those of a text in work are the connection’s own, whatever is typed', async () => {
    const bench = await startBench()
    const text = await serverText(bench, projectId, key)
    await save(bench, text, 'Before')
    await draftOf(bench, projectId, [setMapper(key, changed)])
    expect(await list(bench, changed)).toEqual(['Before'])
    await save(bench, changed, 'While')
    expect(await list(bench, `${changed}// more`)).toEqual(['Before', 'While'])
    expect(await list(bench, text)).toEqual(['Before', 'While'])
    expect(await list(bench, text, sibling)).toEqual(['Before'])
    await bench.trash.discardDraft(projectId)
    expect(await list(bench, text)).toEqual(['Before', 'While'])
    // What is shown is also what is changed.
    await save(bench, text, 'After')
    expect(await list(bench, text)).toEqual(['After', 'Before', 'While'])
    expect(await list(bench, text, sibling)).toEqual(['Before'])
  })

  test('connections whose mapper is edited together have theirs in common', async () => {
    const bench = await startBench()
    const text = await serverText(bench, projectId, key)
    await save(bench, text, 'Before')
    await draftOf(bench, projectId, [setMapper(key, changed), setMapper(sibling, changed)])
    await save(bench, changed, 'First')
    await save(bench, changed, 'Second', sibling)
    expect(await list(bench, changed)).toEqual(['Before', 'First', 'Second'])
    expect(await list(bench, changed, sibling)).toEqual(['Before', 'First', 'Second'])
    expect(await draftCaseFolders(bench)).toHaveLength(1)
    const third = 'oidc:pilot-keycloak'
    expect(await list(bench, text, third)).toEqual(['Before'])
  })

  test('an edit keeps the cases of the text that it began with, whoever changed that since', async () => {
    const bench = await startBench()
    const text = await serverText(bench, projectId, key)
    await save(bench, text, 'Before')
    const { snapshot } = await draftOf(bench, projectId, [setMapper(key, changed)])
    const project = JSON.stringify(snapshot.project).replaceAll(hashOf(text), '0'.repeat(128))
    value(await bench.files.snapshots.write({ ...snapshot, project: JSON.parse(project) }))
    expect(await list(bench, changed)).toEqual(['Before'])
    expect(await list(bench, changed, sibling)).toEqual([])
  })

  test('a case is replaced in its file, also under another name', async () => {
    const bench = await startBench()
    const text = await serverText(bench, projectId, key)
    const { id } = await save(bench, text, 'One')
    await save(bench, text, 'One')
    const renamed = { ...at(text), id, case: caseNamed('Renamed') }
    expect(value(await bench.cases.save(renamed as never)).id).toBe(id)
    expect(await list(bench, text)).toEqual(['Renamed', 'One'])
    const deleted = value(await bench.cases.delete({ ...at(text), id } as never))
    expect(namesOf(deleted.cases)).toEqual(['One'])
    expect(namesOf(value(await bench.cases.delete({ ...at(text), id } as never)).cases)).toEqual([
      'One',
    ])
  })

  test('many saves at once lose none', async () => {
    const bench = await startBench()
    const text = await serverText(bench, projectId, key)
    await Promise.all(Array.from({ length: 20 }, () => save(bench, text, 'Same')))
    expect(await list(bench, text)).toHaveLength(20)
  })

  test('one that is too large to be read again is refused, and leaves no folder', async () => {
    const bench = await startBench()
    await draftOf(bench, projectId, [setMapper(key, changed)])
    const big = caseNamed('Big', { claims: { sub: 'x'.repeat(largestCase) } })
    expect(await bench.cases.save({ ...at(changed), case: big } as never)).toMatchObject({
      error: { code: 'request.invalid', message: expect.stringContaining('larger than 4 MB') },
    })
    expect(await readdir(bench.folder)).not.toContain('cases')
  })

  test('refuses names that lead elsewhere, and schemas in files', async () => {
    const bench = await startBench()
    const text = await serverText(bench, projectId, key)
    const invalid = { ok: false, error: { code: 'request.invalid' } }
    for (const id of ['../x.case.json', '/x.case.json', 'x.json', '.case.json', 'a\\b.case.json']) {
      const input = { ...at(text), id, case: caseNamed('X') }
      expect(await bench.cases.save(input as never)).toMatchObject(invalid)
      expect(await bench.cases.delete({ ...at(text), id } as never)).toMatchObject(invalid)
    }
    const schema = { file: '/etc/passwd' }
    const input = { ...at(text), case: caseNamed('X', { schema }) }
    expect(await bench.cases.save(input as never)).toMatchObject(invalid)
  })
})

describe('files that cannot be used', () => {
  test('are told, left as they are, and cost nothing else', async () => {
    const bench = await startBench()
    const text = await serverText(bench, projectId, key)
    await save(bench, text, 'Good')
    const folder = join(bench.folder, 'cases', hashOf(text))
    const secret = 'canary-7f2'
    const newer = { ...caseNamed('Newer'), claims: { sub: secret }, tags: ['later'] }
    const schemaElsewhere = caseNamed('Elsewhere', { schema: { file: 'schema.json' } })
    const insideIdentity = { ...caseNamed('Inside'), identity: { traits: {}, id: 'x' } }
    const files: Record<string, string | Uint8Array> = {
      'cut.case.json': `{ "claims": { "sub": "${secret}" `,
      'elsewhere.case.json': caseText(schemaElsewhere),
      'inside.case.json': JSON.stringify(insideIdentity),
      'newer.case.json': JSON.stringify(newer),
      'noise.case.json': new Uint8Array([0xff, 0xfe, 0x00]),
      'notes.txt': 'mine',
    }
    for (const [name, content] of Object.entries(files))
      await writeFile(join(folder, name), content)
    await mkdir(join(folder, 'folder.case.json'))
    const { cases } = value(await bench.cases.list(at(text) as never))
    const problems = Object.fromEntries(
      cases.flatMap((item) => ('problem' in item ? [[item.id, item.problem]] : [])),
    )
    expect(Object.keys(problems)).toEqual([
      'cut.case.json',
      'elsewhere.case.json',
      'folder.case.json',
      'inside.case.json',
      'newer.case.json',
      'noise.case.json',
    ])
    expect(problems['newer.case.json']).toContain('tags')
    expect(problems['inside.case.json']).toContain('identity.id')
    expect(problems['elsewhere.case.json']).toContain('schema.json')
    expect(problems['noise.case.json']).toBe('It is not UTF-8 text.')
    expect(problems['folder.case.json']).toBe('It is not a regular file.')

    const over = await bench.cases.save({
      ...at(text),
      id: 'newer.case.json',
      case: caseNamed('Over'),
    } as never)
    expect(over).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
    expect(JSON.stringify(over)).not.toContain(secret)
    const { id } = await save(bench, text, 'Cut')
    expect(id).toBe('cut-2.case.json')
    for (const [name, content] of Object.entries(files)) {
      expect(await readFile(join(folder, name))).toEqual(Buffer.from(content))
    }
    const left = await bench.cases.delete({ ...at(text), id: 'newer.case.json' } as never)
    expect(namesOf(value(left).cases)).not.toContain('! newer.case.json')
    expect(await readFile(join(folder, 'newer.case.json.damaged-1'), 'utf8')).toContain(secret)
  })

  test('follow a mapper too', async () => {
    const bench = await startBench()
    const text = await serverText(bench, projectId, key)
    await save(bench, text, 'Good')
    const newer = JSON.stringify({ ...caseNamed('Newer'), tags: ['later'] })
    await writeFile(join(bench.folder, 'cases', hashOf(text), 'newer.case.json'), newer)
    await draftOf(bench, projectId, [setMapper(key, changed)])
    await save(bench, changed, 'More')
    await publishEdits(bench, [setMapper(key, changed)])
    expect(await list(bench, changed)).toEqual(['Good', 'More', '! newer.case.json'])
    const moved = join(bench.folder, 'cases', hashOf(changed), 'newer.case.json')
    expect(await readFile(moved, 'utf8')).toBe(newer)
  })

  test('a file in the place of the folder is no case, and a write says so', async () => {
    const bench = await startBench()
    const text = await serverText(bench, projectId, key)
    await writeFile(join(bench.folder, 'cases'), 'in the way')
    expect(await list(bench, text)).toEqual([])
    const saved = await bench.cases.save({ ...at(text), case: caseNamed('X') } as never)
    expect(saved).toMatchObject({ ok: false, error: { code: 'draft.write-failed', retry: true } })
    // Nor does it keep anything from being published.
    await publishEdits(bench, [setMapper(key, changed)])
  })
})

describe('after a publish', () => {
  test('cases follow to the text that was published, and the old ones stay', async () => {
    const bench = await startBench()
    const text = await serverText(bench, projectId, key)
    const { id } = await save(bench, text, 'Goes')
    await save(bench, text, 'Stays')
    await draftOf(bench, projectId, [setMapper(key, changed)])
    value(await bench.cases.delete({ ...at(changed), id } as never))
    await save(bench, changed, 'New')
    expect(await draftCaseFolders(bench)).toHaveLength(1)
    await publishEdits(bench, [setMapper(key, changed)])
    expect(await draftCaseFolders(bench)).toEqual([])
    expect(await list(bench, changed)).toEqual(['New', 'Stays'])
    expect(await list(bench, text, sibling)).toEqual(['Goes', 'Stays'])
    const file = join(bench.folder, 'cases', hashOf(changed), 'mapper.jsonnet')
    expect(await readFile(file, 'utf8')).toBe(changed)

    // Back again: what was there for that text is there, and nothing twice.
    await publishEdits(bench, [setMapper(key, text)])
    expect(await list(bench, text)).toEqual(['Goes', 'Stays'])
    expect(bench.notices.list()).toEqual([])
  })

  test('they follow without a working folder, and for all that were edited together', async () => {
    const bench = await startBench()
    const text = await serverText(bench, projectId, key)
    const { id } = await save(bench, text, 'Same')
    const edits = [setMapper(key, changed), setMapper(sibling, changed)]
    await publishEdits(bench, edits)
    expect(await list(bench, changed, sibling)).toEqual(['Same'])

    const again = '{ identity: { traits: {} } }\n'
    const both = [setMapper(key, again), setMapper(sibling, again)]
    await draftOf(bench, projectId, both)
    value(
      await bench.cases.save({
        ...at(again),
        id,
        case: caseNamed('Same', { expect: { output: 1 } }),
      } as never),
    )
    await publishEdits(bench, both)
    expect(await list(bench, again, sibling)).toEqual(['Same'])
    expect(await list(bench, again)).toEqual(['Same'])
  })

  test('they are merged with those that the text has already', async () => {
    const bench = await startBench()
    const text = await serverText(bench, projectId, key)
    await publishEdits(bench, [setMapper(sibling, changed)])
    await save(bench, changed, 'Equal', sibling)
    await save(bench, changed, 'Other', sibling)
    await draftOf(bench, projectId, [setMapper(key, `${changed}//`)])
    await save(bench, `${changed}//`, 'Equal')
    const other = caseNamed('Other', { expect: { error: 'x' } })
    value(await bench.cases.save({ ...at(`${changed}//`), case: other } as never))
    await publishEdits(bench, [setMapper(key, changed)])
    expect(await list(bench, changed)).toEqual(['Equal', 'Other', 'Other 2'])
    expect(await draftCaseFolders(bench)).toEqual([])
    expect(await list(bench, text, 'oidc:pilot-keycloak')).toEqual([])
  })

  test('a change that is left out keeps its working folder', async () => {
    const bench = await startBench()
    await draftOf(bench, projectId, [setMapper(key, changed)])
    await save(bench, changed, 'Mine')
    const label: Edit = fieldEdit({ kind: 'connection', key: sibling }, 'label', 'Other label')
    const { draft, snapshot } = await draftOf(bench, projectId, [setMapper(key, changed), label])
    const excluded = [`connection ${key}`]
    const input = { projectId, excluded, shown: shownOf(snapshot, draft, excluded) }
    outcomeOf(await bench.publishing.publish(input), 'published')
    expect(await draftCaseFolders(bench)).toHaveLength(1)
    expect(await list(bench, changed)).toEqual(['Mine'])
  })

  test('a working folder without an edit goes into the server’s text', async () => {
    const bench = await startBench()
    const text = await serverText(bench, projectId, key)
    await draftOf(bench, projectId, [setMapper(key, changed)])
    await save(bench, changed, 'Kept')
    await bench.trash.discardDraft(projectId)
    await publishEdits(bench, [setMapper('oidc:google', changed)])
    expect(await list(bench, text, sibling)).toEqual(['Kept'])
    expect(await draftCaseFolders(bench)).toEqual([])
  })

  test('a new connection’s cases are found under the id that it gets', async () => {
    const bench = await startBench()
    value(await bench.projects.putSecret(projectId, reference, canary))
    const edits = [newOrganization, newConnection]
    await draftOf(bench, projectId, edits)
    const text = 'local claims = std.extVar("claims"); { identity: { traits: {} } }'
    await save(bench, text, 'Of the new one', 'new:connection')
    await publishEdits(bench, edits)
    expect(await list(bench, text, 'oidc:brightwater-okta')).toEqual(['Of the new one'])
    expect(await draftCaseFolders(bench)).toEqual([])
  })

  test('done again after a kill between its steps, it gives the same', async () => {
    const bench = await startBench()
    const text = await serverText(bench, projectId, key)
    await draftOf(bench, projectId, [setMapper(key, changed)])
    await save(bench, changed, 'Equal')
    const before = value(await bench.files.snapshots.read(projectId))
    const drafted = value(await bench.files.drafts.read(projectId))
    // The target is there already, with a part of them.
    const target = join(bench.folder, 'cases', hashOf(changed))
    await mkdir(target, { recursive: true })
    await writeFile(join(target, 'equal.case.json'), caseText(caseNamed('Equal')))
    const { snapshot: after } = await publishEdits(bench, [setMapper(key, changed)])
    const intents = drafted?.intents ?? noIntents
    const change = { projectId, how: 'publish', before, after, drafted: intents } as const
    await bench.cases.follow({ ...change, remaining: noIntents })
    expect(await list(bench, changed)).toEqual(['Equal'])
    expect(await list(bench, text, sibling)).toEqual([])
    expect(bench.notices.list()).toEqual([])
  })

  test('a disk that refuses costs a notice, and the publish nothing', async () => {
    const bench = await startBench()
    await draftOf(bench, projectId, [setMapper(key, changed)])
    await save(bench, changed, 'Mine')
    const [working = ''] = await draftCaseFolders(bench)
    // A folder in the place of the file that has to be written.
    const file = join(
      bench.folder,
      'cases',
      'working',
      projectFileName(bench.id(projectId)),
      working,
      'mapper.jsonnet',
    )
    await rm(file)
    await mkdir(file)
    await writeFile(join(file, 'x'), '')
    await publishEdits(bench, [setMapper(key, changed)])
    expect(bench.notices.list().map(({ title }) => title)).toEqual([
      'Saved cases could not be moved to their mapper',
    ])
    expect(await list(bench, changed)).toEqual(['Mine'])
  })
})
