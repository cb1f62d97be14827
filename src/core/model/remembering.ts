/** As many answers are remembered: of texts of 64 KiB, a few megabytes. */
const mostRemembered = 32

/**
 * A function that remembers its last answers, for work that meets the same text again and again, such as
 * the mapper that thousands of connections share.
 *
 * @param make must depend on nothing but its text
 */
export function remembering<Answer>(make: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, { readonly answer: Answer }>()
  return (text) => {
    const known = answers.get(text)
    if (known) return known.answer
    const answer = make(text)
    answers.set(text, { answer })
    const [oldest] = answers.keys()
    if (answers.size > mostRemembered && oldest !== undefined) answers.delete(oldest)
    return answer
  }
}
