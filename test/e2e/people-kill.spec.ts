import { answerQuestions } from '../support/window/native-dialogs'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

test('a key that was made to count people is deleted at the next start after a kill @long', async ({
  workbench,
}) => {
  const { emulator } = workbench
  const running = await workbench.open(demo.production.name)
  const { page } = running
  const organization = await ui.chooseOrganization(page, 'Harbor Lights Logistics')
  const people = organization.getByRole('region', { name: 'People' })
  await ui.button(people, 'Count people…').click()
  await answerQuestions(running, 'Count')
  emulator.fault({ operation: 'listIdentities', delayMs: 600_000 })
  const dialog = ui.dialog(page, 'People')
  await ui.textbox(dialog, 'Project slug').fill(demo.production.slug)
  await page.keyboard.press('Enter')
  const asked = () => emulator.requests().some(({ operation }) => operation === 'listIdentities')
  await expect.poll(asked).toBe(true)
  expect(emulator.projectKeys()).toHaveLength(1)
  running.app.process().kill('SIGKILL')
  const again = await workbench.launch()
  const told = again.page
    .getByRole('alert')
    .filter({ hasText: 'key of an interrupted read of people was deleted' })
  await expect(told).toBeVisible()
  expect(emulator.projectKeys()).toEqual([])
})
