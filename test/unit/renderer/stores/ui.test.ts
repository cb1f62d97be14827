import { expect, it } from 'vitest'
import { allScreenNamed } from '../../../../src/renderer/stores/ui'

it('knows a place of all projects by its name', () => {
  expect(allScreenNamed('all-organizations')).toEqual({ name: 'all-organizations' })
  expect(allScreenNamed('history')).toBeUndefined()
})
