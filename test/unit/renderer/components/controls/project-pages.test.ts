import { flushPromises, mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { projectIdOf } from '../../../../../src/core/model/project-id'
import ProjectPages from '../../../../../src/renderer/components/controls/ProjectPages.vue'
import { setBridge } from '../../../../support/page/bridge'

const uuid = '11111111-2222-4333-8444-555555555555'
const atOry = projectIdOf('https://api.console.ory.com', uuid)

function show(projectId: typeof atOry, answer: unknown = success({})) {
  const asked: unknown[] = []
  setBridge({
    request: (name: string, input: unknown) => {
      asked.push([name, input])
      return Promise.resolve(answer)
    },
  })
  return { asked, shown: mount(ProjectPages, { props: { projectId } }) }
}

test('each page of a project at Ory has a button, which asks for it by name', async () => {
  const { asked, shown } = show(atOry)
  const buttons = shown.findAll('button')
  expect(buttons.map((each) => each.text())).toEqual([
    'Registration page',
    'Sign-in page',
    'Enterprise SSO in Ory Console',
    'Activity in Ory Console',
  ])
  for (const button of buttons) await button.trigger('click')
  expect(asked).toEqual(
    ['registration', 'sign-in', 'console-organizations', 'console-activity'].map((page) => [
      'link.open',
      { projectId: atOry, page },
    ]),
  )
})

test('a project of another server has no buttons for the Console, and an error is shown', async () => {
  const refused = failure(appError('request.invalid', 'There is no such page'))
  const { shown } = show(projectIdOf('demo:', uuid), refused)
  expect(shown.findAll('button')).toHaveLength(2)
  await shown.find('button').trigger('click')
  await flushPromises()
  expect(shown.find('[role=alert]').exists()).toBe(true)
})
