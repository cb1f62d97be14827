import { success } from '../../../src/core/errors/result'
import type { Result } from '../../../src/core/errors/result'
import type { Bridge } from '../../../src/core/ipc/contract'
import type { KnownPeople } from '../../../src/core/ipc/people'
import type { PeopleCounts } from '../../../src/core/people/counts'
import { setBridge } from './bridge'

/** Counts of a project with an organization `o1` that has `one.example`. */
export const counted: PeopleCounts = {
  readAt: '2026-11-25T10:00:00.000Z',
  isWhole: true,
  people: 1234,
  organizations: {
    o1: {
      people: 214,
      recent: 31,
      lastSignIn: '2026-11-25T09:00:00.000Z',
      outsideDomains: 3,
      emergency: 0,
    },
    o2: { people: 2, recent: 0, lastSignIn: null, outsideDomains: 0, emergency: 2 },
  },
  connections: {
    'oidc:a': { people: 180, recent: 30, earlier: 0, lastSignIn: '2026-11-25T09:00:00.000Z' },
  },
  domains: { 'one.example': { outside: 12 }, 'two.example': { outside: 0 } },
}

/** Main as a window sees it that asks for people. */
export function standInForPeople(begins: Partial<KnownPeople> = {}) {
  const listeners = new Map<string, ((payload: any) => void)[]>()
  const reports = new Map<string, (progress: object) => void>()
  const main = {
    /** What main answers about all projects: absent where the test answers itself. */
    all: [] as unknown[] | undefined,
    known: { key: 'none', goesOn: false, isReading: false, ...begins } as KnownPeople,
    asked: [] as { name: string; input: any }[],
    cancelled: 0,
    /** What a request that main does not answer at once is answered, by its name. */
    answers: new Map<string, (result: Result<unknown>) => void>(),
    /** Reports the progress of the last request of this name. */
    report: (name: string, progress: object) => reports.get(name)?.(progress),
    tell(name: string, payload: object) {
      for (const heard of listeners.get(name) ?? []) heard(payload)
    },
    inputs: (name: string) => main.asked.filter((each) => each.name === name).map((e) => e.input),
  }
  const waits = new Set(['people.read', 'people.show', 'people.export', 'people.known-all'])
  setBridge({
    request(name: string, input: any, _callId: string, onProgress?: (progress: object) => void) {
      main.asked.push({ name, input })
      if (onProgress) reports.set(name, onProgress)
      if (name === 'people.known') return Promise.resolve(success(main.known))
      if (name === 'connection.elsewhere') return Promise.resolve(success([]))
      if (name === 'people.change-key') {
        if (input.apiKey !== undefined)
          return new Promise((resolve) => main.answers.set(name, resolve))
        main.known = { ...main.known, key: 'none' }
      }
      if (name === 'people.known-all' && main.all) return Promise.resolve(success(main.all))
      if (!waits.has(name)) return Promise.resolve(success({}))
      return new Promise((resolve) => main.answers.set(name, resolve))
    },
    cancel: () => (main.cancelled += 1),
    subscribe(name: string, heard: (payload: any) => void) {
      listeners.set(name, [...(listeners.get(name) ?? []), heard])
      return () =>
        listeners.set(
          name,
          (listeners.get(name) ?? []).filter((each) => each !== heard),
        )
    },
  } as unknown as Bridge)
  return main
}
