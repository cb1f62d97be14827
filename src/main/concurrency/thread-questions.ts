/** What a thread is asked, each question with a number of its own. */
export type ToThread<Question> =
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }
  | { readonly kind: 'cancel'; readonly id: number }

/** Ends with an answer, or without one where it was cancelled. */
export type FromThread<Told, Answer> =
  | { readonly kind: 'told'; readonly id: number; readonly told: Told }
  | { readonly kind: 'end'; readonly id: number; readonly answer?: Answer }
