import { success, type Result } from '../../core/errors/result'
import type { ReadFirstAnswers } from '../files/first-answers'
import type { LongAnswers } from '../concurrency/long-answers'
import { isTrusted, type Sender } from './sender'

type Answer = Result<unknown> & { readonly rest?: number }

/** What the page of the first window was told before the services were there. */
export interface ToldEarly {
  /** The state of the app, and with it maybe the rest; absent where it waited for the services. */
  readonly answers?: ReadFirstAnswers | undefined
  /** It knows what its window is to show. */
  readonly hasBegun: boolean
}

/** Answers what the first page asks before it is drawn, as long as the services are not there. */
export interface EarlyAnswers {
  /** @returns `undefined` for what waits for the services */
  answer(sender: Sender, name: unknown, input: unknown, callId: unknown): Answer | undefined
  /** From here on it answers with these. */
  begin(answers: ReadFirstAnswers): void
  /** The services are there, and answer everything. */
  end(): ToldEarly
  /** Resolves once the page has what it is drawn with. */
  readonly isTold: Promise<void>
  /** Resolves once it has made a picture of that. */
  readonly isDrawn: Promise<void>
}

const memberOf = (input: unknown, member: string): unknown =>
  typeof input === 'object' && input !== null ? Reflect.get(input, member) : undefined

/** @param deps `origin`: the only origin that is answered; `windowId`: the only window, as `Sender.id` */
export function createEarlyAnswers(deps: {
  readonly origin: string
  readonly windowId: () => number
  readonly longAnswers: LongAnswers
}): EarlyAnswers {
  const { origin, windowId, longAnswers } = deps
  let known: ReadFirstAnswers | undefined
  let told: ToldEarly = { hasBegun: false }
  /** Parts of the last answer that the page has not asked for yet. */
  let missing = 1
  let tell: () => void = () => undefined
  const isTold = new Promise<void>((resolve) => {
    tell = resolve
  })

  let draw: () => void = () => undefined
  const isDrawn = new Promise<void>((resolve) => {
    draw = resolve
  })

  function noteMissing(count: number): void {
    missing = count
    // The answer goes first.
    if (missing === 0) setImmediate(tell)
  }

  function answerWith(value: unknown, name: string, sender: Sender, callId: string): Answer {
    const answer: Answer = { ...success(value), ...longAnswers.keep(sender.id, callId, value) }
    const last = known?.opened ? 'project.open' : 'window.begin'
    if (name === last) noteMissing(answer.rest ?? 0)
    return answer
  }

  return {
    answer(sender, name, input, callId) {
      if (!known || !isTrusted(sender, origin) || sender.id !== windowId()) return undefined
      if (typeof callId !== 'string') return undefined
      const { app, state, opened } = known
      if (name === 'app.read') {
        told = { ...told, answers: known }
        return answerWith(app, name, sender, callId)
      }
      if (name === 'window.begin') {
        told = { ...told, hasBegun: true }
        return answerWith(state ? { state } : {}, name, sender, callId)
      }
      if (name === 'project.open' && opened && memberOf(input, 'projectId') === opened.id) {
        return answerWith(opened.answer, name, sender, callId)
      }
      if (name === 'window.drawn') {
        setImmediate(draw)
        return success({})
      }
      if (name !== 'answer.rest') return undefined
      const [of, part] = [memberOf(input, 'callId'), memberOf(input, 'part')]
      if (typeof of !== 'string' || typeof part !== 'number') return undefined
      const found = longAnswers.take(sender.id, of, part)
      if (found) noteMissing(missing - 1)
      return found && success(found)
    },
    begin(answers) {
      if (answers.opened) longAnswers.prepare(answers.opened.answer)
      known = answers
    },
    end() {
      known = undefined
      return told
    },
    isTold,
    isDrawn,
  }
}
