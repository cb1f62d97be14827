import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'

/** Milliseconds before a question comes again: after one no, after two in a row, after more. */
const pauses = [10_000, 60_000, 300_000] as const
/** So many times no in a row, whatever was asked, and nothing at all is asked for a while. */
const mostInRow = 3

interface Noes {
  readonly count: number
  /** Milliseconds. */
  readonly until: number
}

/**
 * Asks the person in dialogs of main. A page may ask for one as often as it wants: one stands at a time, and after a
 * no the same is not asked again at once, so that nobody says yes only to be left in peace.
 */
export interface AskPerson {
  /**
   * @param about what is asked about, such as a project: the pauses are counted for each
   * @param question shows the dialog
   * @returns no where another question stands; `guard.too-soon` in the pause after a no
   */
  ask(about: string, question: () => Promise<boolean>): Promise<Result<boolean>>
}

const none: Noes = { count: 0, until: 0 }

function oneMore({ count }: Noes, now: number): Noes {
  const pause = pauses[Math.min(count, pauses.length - 1)] ?? 0
  return { count: count + 1, until: now + pause }
}

/**
 * @param now milliseconds of a clock that nobody can set; by default looked up at each question, so that a test can let time
 *   pass
 */
export function createAskPerson(now: () => number = () => performance.now()): AskPerson {
  const noes = new Map<string, Noes>()
  let inRow = none
  let asking = false

  /** Milliseconds for which nothing is asked about this. */
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
