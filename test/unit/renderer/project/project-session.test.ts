import { beforeEach, describe, expect, it } from 'vitest'
import { emptyDraft, record } from '../../../../src/core/draft/draft'
import { intentChangesOf } from '../../../../src/core/draft/edits'
import { noIntents } from '../../../../src/core/intents/intents'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success } from '../../../../src/core/errors/result'
import { setBridge } from '../../../support/page/bridge'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { openProject, shownProject } from '../../../support/page/project'

const target = { kind: 'connection', key: 'oidc:a' } as const
const onDisk = snapshotOf({ oidc: [connection('a')] })
const projectId = onDisk.summary.id
const asked: { name: string; input: any }[] = []
let read: () => unknown = () => success(onDisk)
let opened: () => unknown
let missing: string[]

beforeEach(() => {
  asked.length = 0
  opened = () => success({ snapshot: onDisk })
  missing = []
  read = () => success(onDisk)
  setBridge({
    request: (name: string, input: unknown) => {
      asked.push({ name, input })
      const answers: Record<string, () => unknown> = {
        'project.open': () => opened(),
        'secret.check': () => success({ missing }),
        'project.read': () => read(),
      }
      return Promise.resolve(answers[name]?.() ?? success({}))
    },
  })
})

const setLabel = (value: string) => ({ kind: 'set-field', target, field: 'label', value }) as const
const label = () => shownProject().copy.connections[0]?.fields['label']

describe('an open project', () => {
  it('shows what is on disk before it is read, with nothing chosen', async () => {
    let finish: (value: unknown) => void = () => undefined
    read = () => new Promise((resolve) => (finish = resolve))
    await openProject(projectId)
    expect(shownProject().snapshot).toBe(onDisk)
    expect(shownProject().reading.running).toBe(true)
    expect(shownProject().place.selection.kind).toBe('none')
    finish(success(onDisk))
    await shownProject().refresh()
    expect(shownProject().reading.running).toBe(false)
  })

  it('says that it is offline and keeps what was read', async () => {
    read = () => failure(appError('network.offline', 'no route'))
    await openProject(projectId)
    await shownProject().refresh()
    expect(shownProject().offline).toBe(true)
    expect(shownProject().snapshot).toBe(onDisk)
  })

  it('edits, undoes and does again, and saves each', async () => {
    await openProject(projectId)
    await shownProject().refresh()
    shownProject().draft.edit(setLabel('One'), 'Label', 'label')
    shownProject().draft.edit(setLabel('Two'), 'Label', 'label')
    expect([label(), shownProject().count, shownProject().draft.current?.past.length]).toEqual([
      'Two',
      1,
      1,
    ])
    expect(shownProject().saving.state).toBe('unsaved')
    await shownProject().saving.flush()
    expect(shownProject().saving.state).toBe('saved')
    expect(asked.at(-1)).toMatchObject({ name: 'draft.save' })
    shownProject().draft.undo()
    expect([label(), shownProject().count, shownProject().draft.canRedo]).toEqual([
      onDisk && connection('a')['label'],
      0,
      true,
    ])
    shownProject().draft.redo()
    expect(label()).toBe('Two')
  })

  it('goes to any step, and takes up what was given up', async () => {
    await openProject(projectId)
    await shownProject().refresh()
    for (const text of ['One', 'Two']) shownProject().draft.edit(setLabel(text), text, text)
    const [first, second] = shownProject().draft.current?.past.map(({ id }) => id) ?? []
    shownProject().draft.goTo(first)
    expect([label(), shownProject().draft.canRedo]).toEqual(['One', true])
    shownProject().draft.edit(setLabel('Other'), 'Other', 'other')
    expect(shownProject().draft.current?.branches).toHaveLength(1)
    shownProject().draft.takeBranch(second ?? '')
    expect(label()).toBe('Two')
    shownProject().draft.goTo(undefined)
    expect(shownProject().count).toBe(0)
  })

  it('moves a draft from disk that is older than the snapshot, and names its missing secrets', async () => {
    const reference = '6a4c1d3e-6f52-4f0e-9d3b-0a2f6b1f8c11'
    const made = emptyDraft(projectId, 'an older revision')
    const edits = [
      setLabel('Label of a'),
      { ...setLabel(''), field: 'client_secret', value: { $secret: reference } },
    ]
    const stored = edits.reduce(
      (value, edit) =>
        record(value, {
          label: '',
          at: '',
          changes: intentChangesOf(
            snapshotOf({ oidc: [connection('a', { label: 'Old' })] }),
            noIntents,
            edit,
          ),
        }),
      made,
    )
    opened = () => success({ snapshot: onDisk, draft: stored, sequence: 7 })
    missing = [reference]
    read = () => failure(appError('network.offline', 'no route'))
    await openProject(projectId)
    await shownProject().refresh()
    expect(shownProject().draft.current?.baseRevisionId).toBe(onDisk.revisionId)
    // What both sides changed to the same is gone, and that can be undone.
    expect([shownProject().count, shownProject().draft.undoLabel]).toEqual([
      1,
      'Moved to revision revision',
    ])
    expect([...shownProject().secrets.missing]).toEqual([reference])
    await shownProject().saving.flush()
    expect(asked.at(-1)).toMatchObject({ name: 'draft.save' })
  })

  it('writes what is not written before another project opens', async () => {
    await openProject(projectId)
    shownProject().draft.edit(setLabel('One'), 'Label')
    await openProject('7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0009')
    const names = asked.map(({ name }) => name)
    expect(names.indexOf('draft.save')).toBeLessThan(names.lastIndexOf('project.open'))
    expect(names).toContain('draft.save')
  })

  it('tells a conflict when both sides changed a field, and resolves it', async () => {
    await openProject(projectId)
    shownProject().draft.edit(setLabel('Mine'), 'Label')
    const theirs = snapshotOf({ oidc: [{ ...connection('a'), label: 'Theirs' }] })
    read = () => success({ ...theirs, revisionId: 'another' })
    await shownProject().refresh()
    await shownProject().refresh()
    expect(shownProject().conflicts).toHaveLength(1)
    shownProject().draft.resolveAll([{ conflict: shownProject().conflicts[0]!, choice: 'theirs' }])
    expect([shownProject().conflicts.length, label(), shownProject().count]).toEqual([
      0,
      'Theirs',
      0,
    ])
  })
})
