import { t } from '../../language/translate'

/** `t`, or `english` for what cases keep and compare. */
export type Say = typeof t

/** A text in English, whatever language the app speaks; its placeholders are plain names. */
export const english: Say = (text, values = {}) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  )

/** A message for people, with its English where that is another text. */
export function said(words: (t: Say) => string): {
  readonly message: string
  readonly english?: string
} {
  const message = words(t)
  const own = words(english)
  return message === own ? { message } : { message, english: own }
}
