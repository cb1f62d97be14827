import { expect, test } from 'vitest'
import { success } from '../../../../src/core/errors/result'
import type { ProjectSummary } from '../../../../src/core/model/project'
import type { KeptEnvironments } from '../../../../src/main/files/environments-file'
import { createEnvironments } from '../../../../src/main/services/environments'
import { atOry } from '../../../support/states/project-ids'

const id = atOry('10000000-0000-4000-8000-000000000001')
const project = (environment: ProjectSummary['environment']) =>
  ({ id, name: 'Live', environment }) as ProjectSummary

/** The file of two sessions of the app, one after the other. */
function fileOf() {
  const written: KeptEnvironments[] = []
  return {
    written,
    file: {
      read: () => Promise.resolve(success(written.at(-1))),
      write(next: KeptEnvironments) {
        written.push(next)
        return Promise.resolve(success(undefined))
      },
    },
  }
}

test('what was production once is so in the next session, and what a server says now is told', async () => {
  const { file, written } = fileOf()
  await createEnvironments({ file }).hold([project('production')])
  expect(written).toEqual([{ strictest: { [id]: 'production' } }])
  const told: string[] = []
  const next = createEnvironments({ file, notices: { add: ({ title }) => told.push(title) } })
  const [held] = await next.hold([project('development')])
  expect(held).toMatchObject({ environment: 'production', environmentAtOry: 'development' })
  expect(told).toEqual(['Live has another environment at Ory now'])
})

test('nothing is written where nothing became stricter', async () => {
  const { file, written } = fileOf()
  const environments = createEnvironments({ file })
  await environments.hold([project('staging')])
  await environments.hold([project('development')])
  expect(written).toHaveLength(1)
})
