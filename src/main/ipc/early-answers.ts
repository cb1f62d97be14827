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
  /** The page asks something. @returns resolves once it is known what it is answered */
  asked(sender: Sender): Promise<void>
  /** @returns `undefined` for what waits for the services */
  answer(sender: Sender, name: unknown, input: unknown, callId: unknown): Answer | undefined
  /** From here on it answers with these, if there are any. */
  begin(answers: ReadFirstAnswers | undefined): void
  /** The services are there, and answer everything. */
  end(): ToldEarly
  /** Resolves once the page has asked something, which it does as soon as its script runs. */
  readonly isAsked: Promise<void>
  /** Resolves once the page has what it is drawn with. */
  readonly isTold: Promise<void>
  /** Resolves once it has made a picture of that. */
  readonly isDrawn: Promise<void>
}

const memberOf = (input: unknown, member: string): unknown =>
  typeof input === 'object' && input !== null ? Reflect.get(input, member) : undefined

/** A promise, and what resolves it. */
function step() {
  let end: () => void = () => undefined
  const made = new Promise<void>((resolve) => {
    end = resolve
  })
  return { made, end: () => end() }
}

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
  const [toldPage, drawn, asking, begun] = [step(), step(), step(), step()]
  const isFromPage = (sender: Sender) => isTrusted(sender, origin) && sender.id === windowId()

  function noteMissing(count: number): void {
    missing = count
    // The answer goes first.
    if (missing === 0) setImmediate(toldPage.end)
  }

  return {
    asked(sender) {
      if (isFromPage(sender)) asking.end()
      return begun.made
    },
    answer(sender, name, input, callId) {
      if (!known || !isFromPage(sender)) return undefined
      if (typeof callId !== 'string') return undefined
      const { app, state, opened } = known
      const answerWith = (value: unknown): Answer => ({
        ...success(value),
        ...longAnswers.keep(sender.id, callId, value),
      })
      if (name === 'app.read') {
        told = { ...told, answers: known }
        return answerWith(app)
      }
      if (name === 'window.begin') {
        told = { ...told, hasBegun: true }
        const answer = answerWith(state ? { state } : {})
        if (!opened) noteMissing(answer.rest ?? 0)
        return answer
      }
      if (name === 'project.open' && opened && memberOf(input, 'projectId') === opened.id) {
        const rest = longAnswers.keepParts(sender.id, callId, [
          { path: ['snapshot'], text: opened.snapshot },
          // Whose it is, the name of its file says.
          { path: ['snapshot', 'summary'], entries: { id: opened.id } },
        ])
        noteMissing(rest)
        return { ...success({ snapshot: {}, ...opened.stored }), rest }
      }
      if (name === 'window.drawn') {
        setImmediate(drawn.end)
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
      known = answers
      begun.end()
    },
    end() {
      known = undefined
      begun.end()
      return told
    },
    isAsked: asking.made,
    isTold: toldPage.made,
    isDrawn: drawn.made,
  }
}
