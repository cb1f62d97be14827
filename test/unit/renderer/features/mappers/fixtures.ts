import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../../src/core/errors/result'
import type { Bridge } from '../../../../../src/core/ipc/contract'
import type { InspectedMapper } from '../../../../../src/core/ipc/mapper-editor'
import { lintMapper } from '../../../../../src/core/mapper/lint/lint'
import { mapperHash, toMapperUrl } from '../../../../../src/core/model/mapper-text'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { setBridge } from '../../../../support/page/bridge'
import MappersView from '../../../../../src/renderer/features/mappers/MappersView.vue'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { useProjectsStore } from '../../../../../src/renderer/stores/projects'
import { provideToAll } from '../../../../support/page/project'

/** Reads a custom claim outside raw_claims, in its third line. */
export const wrong = `local claims = std.extVar('claims');

{ identity: { traits: { g: claims.groups } } }
`
export const fine = '{ identity: { traits: {} } }\n'

export const project = snapshotOf({
  oidc: [
    connection('a', { mapper_url: toMapperUrl(wrong) }),
    connection('b', { mapper_url: toMapperUrl(fine) }),
    connection('c', { mapper_url: toMapperUrl(wrong) }),
  ],
})

/** What the main process says of a mapper with this text. */
export function inspected(text: string, connectionKeys: readonly string[]): InspectedMapper {
  const findings = lintMapper(text, { provider: 'generic' })
  return {
    id: mapperHash(toMapperUrl(text)) ?? '',
    connectionKeys,
    bytes: text.length,
    findings,
    lines: findings.map(({ start }) => text.slice(0, start).split('\n').length),
  }
}

export const unread = (connectionKeys: readonly string[], address: string): InspectedMapper => ({
  id: address,
  connectionKeys,
  findings: [],
  lines: [],
  error: { code: 'network.off', message: 'You work offline' },
})

/** One run of the main process: it says what it finds when the test wants. */
export interface Run {
  emit(...mappers: readonly InspectedMapper[]): void
  /** @param mappers how many it says there were; by default those that it emitted */
  end(error?: Parameters<typeof appError>, mappers?: number): Promise<void>
  readonly cancelled: boolean
}

export const runs: Run[] = []
export const asked: { name: string; input: any }[] = []

/** Starts the stores on a project, and the view on them. */
export async function show(snapshot: Snapshot | null = project, of = 2) {
  runs.length = 0
  asked.length = 0
  const listeners = new Map<string, (payload: unknown) => void>()
  const cancels = new Map<string, () => void>()
  const projectId = snapshot?.summary.id ?? project.summary.id

  function begin(callId: string): Promise<Result<unknown>> {
    return new Promise((resolve) => {
      let done = 0
      const run = {
        cancelled: false,
        emit(...mappers: readonly InspectedMapper[]) {
          for (const mapper of mappers) {
            done += 1
            listeners.get('mapper.inspected')?.({ projectId, mapper, done, of })
          }
        },
        async end(error?: Parameters<typeof appError>, mappers = done) {
          resolve(error ? failure(appError(...error)) : success({ mappers, findings: 0 }))
          await flushPromises()
        },
      }
      cancels.set(callId, () => {
        run.cancelled = true
        resolve(failure(appError('request.cancelled', 'Cancelled')))
      })
      runs.push(run)
    })
  }

  setBridge({
    request: (name: string, input: any, callId: string) => {
      asked.push({ name, input: JSON.parse(JSON.stringify(input)) })
      if (name === 'mapper.inspect-project') return begin(callId)
      return Promise.resolve(success(name === 'mapper.read' ? { text: wrong } : {}))
    },
    cancel: (callId: string) => cancels.get(callId)?.(),
    subscribe: (name: string, listener: (payload: unknown) => void) => {
      listeners.set(name, listener)
      return () => undefined
    },
  } as unknown as Bridge)
  setActivePinia(createPinia())
  const session = useProjectsStore().show(projectId)
  if (snapshot) session.moveTo(snapshot)
  session.place.show({ name: 'mappers' })
  provideToAll(session)
  const wrapper = mount(MappersView, { attachTo: document.body })
  await flushPromises()
  return { session, wrapper }
}

export const lastRun = (): Run => {
  const run = runs.at(-1)
  if (!run) throw new Error('Nothing was asked to be looked at')
  return run
}

/** The pieces of text in an element, with a space between them. */
function textOf(element: Element): string {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const parts: string[] = []
  while (walker.nextNode()) parts.push(walker.currentNode.textContent?.trim() ?? '')
  return parts.filter(Boolean).join(' ')
}

export const rowTexts = () => [...document.querySelectorAll('[role="option"]')].map(textOf)

export function buttonNamed(name: string | RegExp): HTMLButtonElement {
  const nameOf = (item: Element) =>
    (item.getAttribute('aria-label') ?? item.textContent ?? '').replace(/\s+/g, ' ').trim()
  const found = [...document.querySelectorAll('button')].find((item) =>
    typeof name === 'string' ? nameOf(item) === name : name.test(nameOf(item)),
  )
  if (!found) throw new Error(`No button ${name}`)
  return found
}

export const hasButton = (name: string | RegExp) => {
  try {
    return buttonNamed(name) !== undefined
  } catch {
    return false
  }
}

export const pageText = () => (document.body.textContent ?? '').replace(/\s+/g, ' ')

export async function choose(text: string): Promise<void> {
  const row = [...document.querySelectorAll<HTMLElement>('[role="option"]')].find((item) =>
    (item.textContent ?? '').includes(text),
  )
  if (!row) throw new Error(`No row with ${text}`)
  row.click()
  await flushPromises()
}

export async function press(name: string | RegExp): Promise<void> {
  buttonNamed(name).click()
  await flushPromises()
}
