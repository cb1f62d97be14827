import { expect, it } from 'vitest'
import { demoPeople } from '../../../../../src/emulator/demo/people'
import { demoIds } from '../../../../emulator'
import { value } from '../../../../support/services/main-services'
import { never, peopleProject, startPeople } from '../../../../support/services/people'
import { bytesOf, filesBelow, filesHolding } from '../../../../support/texts/files'

it('nothing of a person is on the disk after all of it', async () => {
  const bench = await startPeople()
  const options = { signal: never() }
  const key = await bench.ownKey()
  value(await bench.service.keepKey({ projectId: peopleProject, apiKey: key }, options))
  value(await bench.service.read(bench.byMade, options))
  value(
    await bench.service.read(bench.byKept, {
      ...options,
      onProgress: () => bench.service.stop(peopleProject),
    }),
  )
  bench.emulator.fault({ operation: 'listSessions', status: 500, times: 1 })
  expect(await bench.service.read(bench.byKept, options)).toMatchObject({ ok: false })
  const group = { kind: 'outside', domain: 'harborlights.example' } as const
  value(await bench.service.show({ ...bench.byKept, group }, options))
  value(await bench.service.export({ ...bench.byMade, group }, options))
  await bench.files.flush()
  const [project] = bench.emulator
    .state()
    .projects.filter(({ id }) => id === demoIds.northwindProduction)
  if (!project) throw new Error('The demo has no such project')
  const { identities } = demoPeople(project, Date.now())
  const all = Array.from({ length: identities.length }, (_, at) => identities.at(at) as any)
  expect(all.length).toBeGreaterThan(500)
  // What is kept is there, so what is looked for would be found.
  expect(filesHolding(bench.folder, '"people":214').length).toBeGreaterThan(0)
  const texts = filesBelow(bench.folder).map((path) => bytesOf(path).toString('utf8'))
  const seen = texts.join('\n')
  const personal = all.flatMap(({ id, traits, verifiable_addresses: verifiable }) => [
    id,
    traits.email,
    verifiable[0].id,
  ])
  expect(personal.filter((text) => seen.includes(text))).toEqual([])
  expect(seen).not.toContain(key)
})
