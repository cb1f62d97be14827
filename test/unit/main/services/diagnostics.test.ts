import { expect, test } from 'vitest'
import { noGuards } from '../../../../src/core/model/guards'
import { createDiagnostics } from '../../../../src/main/services/diagnostics'
import { silentLogger } from '../../../support/services/silent-logger'

test('a report has the lines of the log that were on their way, without a secret known since', async () => {
  const steps: string[] = []
  const service = createDiagnostics({
    versions: [['SSO Workbench', '0.1.0']],
    system: [['platform', 'linux x64']],
    secretStore: () => Promise.resolve({ kind: 'memory' }),
    settings: { read: () => Promise.resolve({ theme: 'system', columns: {} }) },
    workspaces: { list: () => Promise.resolve([]) },
    guards: { read: () => Promise.resolve({ ...noGuards, kind: 'known' }) },
    projects: { draftCounts: () => Promise.resolve({}) },
    notices: { list: () => [] },
    log: {
      flush() {
        steps.push('flush')
        return Promise.resolve()
      },
      clean: (text) => silentLogger.clean(text).replaceAll('typed later', '[hidden]'),
    },
    recentLines(most) {
      steps.push(`last ${most}`)
      const line = { at: '2026-11-27T16:00:00.000Z', level: 'info', message: 'A request failed' }
      return Promise.resolve([JSON.stringify({ ...line, cause: 'typed later' })])
    },
    folderParts: () => Promise.resolve([{ name: 'drafts', files: 1, bytes: 1 }]),
    now: () => new Date(0),
  })
  const result = await service.read(true)
  if (!result.ok) throw new Error(result.error.message)
  expect(steps).toEqual(['flush', 'last 200'])
  expect(result.value.suggestedName).toBe('sso-workbench-diagnostics-1970-01-01.txt')
  expect(result.value.text).toContain('info A request failed\n    [hidden]\n')
  expect(result.value.text).toContain('keys are kept in  memory')
})
