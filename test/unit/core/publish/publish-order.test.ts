import { expect, test } from 'vitest'
import type { Environment } from '../../../../src/core/model/project'
import { publishOrder } from '../../../../src/core/publish/publish-order'

test('of several projects production is published last, and the others as they are given', () => {
  const project = (name: string, environment: Environment) => ({ name, environment })
  const projects = [
    project('a', 'production'),
    project('b', 'staging'),
    project('c', 'development'),
    project('d', 'production'),
    project('e', 'staging'),
  ]
  expect(publishOrder(projects).map(({ name }) => name)).toEqual(['b', 'c', 'e', 'a', 'd'])
})
