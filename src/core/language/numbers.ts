/** What writes numbers. */
export type Numbers = Pick<Intl.NumberFormat, 'format'>

/**
 * Writes numbers by the habits of a locale of the app's languages.
 *
 * The first `Intl.NumberFormat` of a process looks through every locale there is, for 25 ms of a start. Whole numbers below
 * a thousand are plain digits in all regions of our languages, so they do without it.
 */
export function numbersOf(locale: string): Numbers {
  let format: Intl.NumberFormat | undefined
  return {
    format(value: number | bigint) {
      if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value)
      return (format ??= new Intl.NumberFormat(locale)).format(value)
    },
  }
}
