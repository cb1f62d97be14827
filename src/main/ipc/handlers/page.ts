import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

/** Output of the page: to a file, or on paper. */
export function pageHandlers({ saveText, printPage }: HandlerDeps) {
  return {
    'file.save-text': (input) => saveText(input),
    'page.print': (input) => printPage(input),
  } satisfies Partial<Handlers>
}
