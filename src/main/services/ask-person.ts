import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'

/** Milliseconds before the same question returns: after one, two and more refusals. */
const pauses = [10_000, 60_000, 300_000] as const
/** After this many refusals in a row, all questions pause. */
const mostInRow = 3

interface Noes {
  readonly count: number
  readonly until: number
}

/** Asks in native dialogs, one at a time and not again soon after a no, so no page can nag. */
export interface AskPerson {
  /**
   * False while another dialog is open; `guard.too-soon` soon after a no about the same `about`.
   */
  ask(about: string, question: () => Promise<boolean>): Promise<Result<boolean>>
}

const none: Noes = { count: 0, until: 0 }

function oneMore({ count }: Noes, now: number): Noes {
  const pause = pauses[Math.min(count, pauses.length - 1)] ?? 0
  return { count: count + 1, until: now + pause }
}

/** `now`: monotonic milliseconds, looked up per question so that tests can advance time. */
export function createAskPerson(now: () => number = () => performance.now()): AskPerson {
  const noes = new Map<string, Noes>()
  let inRow = none
  let asking = false

  function pauseFor(about: string): number {
    const own = (noes.get(about) ?? none).until
    const all = inRow.count >= mostInRow ? inRow.until : 0
    return Math.max(own, all) - now()
  }

  return {
    async ask(about, question) {
      if (asking) return success(false)
      const pause = pauseFor(about)
      if (pause > 0) {
        const message = t(
          'It was answered with no. It can be asked again in {count, plural, one {# second} other {# seconds}}',
          { count: Math.ceil(pause / 1000) },
        )
        return failure(appError('guard.too-soon', message, { arrived: false }))
      }
      asking = true
      try {
        const yes = await question()
        if (yes) {
          noes.delete(about)
          inRow = none
        } else {
          noes.set(about, oneMore(noes.get(about) ?? none, now()))
          inRow = oneMore(inRow, now())
        }
        return success(yes)
      } finally {
        asking = false
      }
    },
  }
}
