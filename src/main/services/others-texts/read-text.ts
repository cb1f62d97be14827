import { readSetUpFile, type SetUpReading } from '../../../core/set-up-file/read'
import { readPeoplePage, type PageQuestion, type PageReading } from '../people/read-page'

/** A text that somebody else wrote, and what it is to be. */
export type TextQuestion =
  | { readonly kind: 'set-up'; readonly text: string }
  | { readonly kind: 'people'; readonly page: PageQuestion }

export type TextReading =
  | { readonly kind: 'set-up'; readonly reading: SetUpReading }
  | { readonly kind: 'people'; readonly reading: PageReading }

/** Reads a text of others, however large it is. */
export const readText = (question: TextQuestion): TextReading =>
  question.kind === 'set-up'
    ? { kind: 'set-up', reading: readSetUpFile(question.text) }
    : { kind: 'people', reading: readPeoplePage(question.page) }
