import { type Edit } from '../../../../../src/core/draft/edits'
import {
  recordedChanges,
  summaryOf,
  type PublishRecord,
} from '../../../../../src/core/history/publish-history'
import { failure, success, type Result } from '../../../../../src/core/errors/result'
import { appError } from '../../../../../src/core/errors/app-error'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { setBridge } from '../../../../support/page/bridge'
import { publishOn } from '../../../../support/publishing/publish-model'
import { draftWith } from '../../../../support/states/draft-with'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { showProject } from '../../../../support/page/project'

export const at = '2026-11-25T12:00:00.000Z'
export const before = snapshotOf({
  oidc: [connection('a', { organization_id: 'o1' }), connection('b'), connection('c')],
  organizations: [
    { id: 'o1', label: 'Adventure Works', domains: ['adventure.example'] },
    { id: 'o2', label: 'Contoso', domains: [] },
  ],
})
export const projectId = before.summary.id

const ids = ['4d0c1d7e-0000-4000-8000-000000000001', '4d0c1d7e-0000-4000-8000-000000000002']

/** A publish of edits as it is kept, and the state that it left. */
export function published(
  edits: readonly Edit[],
  more: Partial<PublishRecord> = {},
  index = 0,
): { readonly record: PublishRecord; readonly today: Snapshot } {
  const { intents } = draftWith(before, edits)
  const model = publishOn(before, intents, () => 'made')
  const record: PublishRecord = {
    id: ids[index] ?? '',
    projectId,
    startedAt: `2026-11-2${4 - index}T10:00:00.000Z`,
    endedAt: `2026-11-2${4 - index}T10:00:03.000Z`,
    workspace: { id: 'w', name: 'Northwind', keyHint: 'w2Rk' },
    project: { name: 'Project', slug: 'calm-turing-abcdefghij', environment: 'staging' },
    result: 'published',
    steps: 2,
    done: 2,
    revisionBefore: before.revisionId,
    revisionAfter: 'revision-2',
    changes: recordedChanges(before, intents),
    requests: [
      {
        at,
        method: 'PATCH',
        path: '/projects/P/revision/R',
        body: [{ op: 'remove', path: '/x' }],
        answer: { kind: 'done', body: { project: { revision_id: 'revision-2' } } },
      },
      {
        at,
        method: 'DELETE',
        path: '/projects/P/organizations/o1',
        answer: { kind: 'failed', code: 'api.rejected', message: 'It has members', status: 400 },
      },
    ],
    warnings: [],
    dropped: [],
    entities: model.entities,
    stayed: 0,
    ...more,
  }
  return { record, today: { ...model.snapshot, revisionId: 'revision-2' } }
}

/** Starts the stores on a project with a bridge that answers what is kept, and notes what was asked. */
export function start(
  records: readonly PublishRecord[],
  today: Snapshot,
  answers: Record<string, (input: any) => Result<unknown>> = {},
) {
  const asked: { name: string; input: any }[] = []
  setBridge({
    request: (name: string, input: any) => {
      asked.push({ name, input: JSON.parse(JSON.stringify(input)) })
      const own = answers[name]
      if (own) return Promise.resolve(own(input))
      if (name === 'project.read') return Promise.resolve(success(today))
      if (name === 'publish-history.list') return Promise.resolve(success(records.map(summaryOf)))
      if (name === 'publish-history.read') {
        const found = records.find(({ id }) => id === input.id)
        const gone = failure(
          appError('request.invalid', 'This publish is no longer in the history'),
        )
        return Promise.resolve(found ? success(found) : gone)
      }
      return Promise.resolve(success({}))
    },
  })
  const project = showProject(today)
  return { asked, project }
}

export const namesAsked = (asked: readonly { name: string }[]) => asked.map(({ name }) => name)

export function buttonNamed(name: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find(
    (item) => (item.getAttribute('aria-label') ?? item.textContent ?? '').trim() === name,
  )
  if (!found) throw new Error(`No button ${name}`)
  return found
}

export const pageText = () => (document.body.textContent ?? '').replace(/\s+/g, ' ')
