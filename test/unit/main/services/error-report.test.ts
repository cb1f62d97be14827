import { expect, it } from 'vitest'
import { createNotices } from '../../../../src/main/files/store/notices'
import { createErrorReport } from '../../../../src/main/services/error-report'
import { silentLogger } from '../../../support/services/silent-logger'

it('logs every error that nobody waited for, tells some, and neither holds a key', () => {
  const logged: unknown[] = []
  const notices = createNotices()
  const error = (message: string, details?: object) => void logged.push({ message, details })
  const report = createErrorReport({ log: { ...silentLogger, error }, notices })
  report('main', new Error('no answer for ory_wak_canary1234567890'))
  report('main', 'only words')
  for (let count = 0; count < 20; count += 1) report('window', new Error(`failure ${count}`))
  expect(logged).toHaveLength(22)
  expect(logged[1]).toMatchObject({ details: { where: 'main', error: 'only words' } })
  const told = notices.list()
  expect(told).toHaveLength(3)
  expect(told[0]?.text).toContain('no answer for [hidden]')
  expect(told[0]?.text).toContain('logs/main.log')
  expect(JSON.stringify(told)).not.toContain('canary')
})
