import { expect, it } from 'vitest'
import { createNameInQuestion } from '../../../../../src/main/services/workspaces/name-in-question'
import { workspaceOf } from '../../../../support/services/radar-service'
import { snapshotOf } from '../../../../support/states/snapshots'

it('names the workspace of a project where another one has the same name', async () => {
  const snapshot = snapshotOf({})
  const own = workspaceOf([snapshot])
  const other = {
    ...own,
    name: 'Contoso',
    projects: own.projects.map((project) => ({ ...project, id: 'b' as never })),
  }
  const question = { project: snapshot.summary, purpose: 'unlock' }
  const asked = (all: (typeof own)[]) =>
    createNameInQuestion({ list: () => Promise.resolve(all) })(question)
  expect(await asked([own])).toEqual(question)
  const { name } = snapshot.summary
  expect(await asked([own, other])).toEqual({
    ...question,
    project: { ...snapshot.summary, name: `${name} · Northwind` },
  })
})
