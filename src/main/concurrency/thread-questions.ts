export type ToThread<Question> =
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }
  | { readonly kind: 'cancel'; readonly id: number }

/** Without an answer if canceled. */
export type FromThread<Told, Answer> =
  | { readonly kind: 'told'; readonly id: number; readonly told: Told }
  | { readonly kind: 'end'; readonly id: number; readonly answer?: Answer }
